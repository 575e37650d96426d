using Waymark.App.Features.Shared.Components;

namespace Waymark.App.Features.Shared;

/// <summary>
/// What stands around a page: whose Waymark it is, who is signed in, where they can go. Set for each request as a feature
/// (<c>HttpContext.Features.Set</c>); without one, a page is drawn for somebody who isn't signed in. Addresses begin with <c>~/</c>.
/// </summary>
public sealed record Frame
{
    public string Product { get; init; } = "Waymark";
    public string? Authority { get; init; }
    public string Language { get; init; } = "en-GB";
    public string Home { get; init; } = "~/";
    public string Version { get; init; } = "";

    /// <summary>Null: nobody is signed in, and there is no navigation.</summary>
    public FrameWorker? Worker { get; init; }

    public IReadOnlyList<FrameLink> Navigation { get; init; } = [];
    public IReadOnlyList<FrameLink> FooterLinks { get; init; } = [];

    /// <summary>Set in a demonstration alone: the day that is played, in words.</summary>
    public FrameDemonstration? Demonstration { get; init; }

    /// <summary>The authority's time, for the foot of a printed page: "30 June 2020 at 2:06pm".</summary>
    public string? Time { get; init; }

    public static Frame Of(HttpContext context) => context.Features.Get<Frame>() ?? new();
}

/// <param name="SignOut">Posted to, with the antiforgery token.</param>
public sealed record FrameWorker(string Name, string Post, string SignOut = "~/sign-out");

/// <param name="Unread">How many unread notices wait there; nought shows nothing.</param>
public sealed record FrameLink(string Text, string Href, int Unread = 0)
{
    /// <summary>Paths below the link's own are its pages too, so that the place a worker is in stays marked.</summary>
    public bool Holds(PathString path) => path.StartsWithSegments(Href.TrimStart('~'), StringComparison.OrdinalIgnoreCase);

    internal ServiceNavigationItem Item(PathString path, Func<string, string> address) => new(Text, address(Href))
    {
        Current = path == Href.TrimStart('~'),
        Active = Holds(path),
        Html = Unread == 0 ? null : (Markup)$"{Text} <span class=\"wm-count\">{Unread}<span class=\"govuk-visually-hidden\"> unread</span></span>",
    };
}

/// <param name="Change">Where the played day can be moved.</param>
public sealed record FrameDemonstration(string Day, string? Change = null);
