using Microsoft.AspNetCore.Mvc;
using Waymark.Core.Bundles;
using Waymark.Core.Packs;

namespace Waymark.App.Features.Bundles;

/// <summary>The papers as they will read, before they leave: what a reader will miss, with where it is to be filled in, and who will see them.</summary>
public sealed class CheckModel : BundlePage
{
    public async Task<IActionResult> OnGetAsync(Guid id, string purpose) => await Load(id, purpose) ?? Page();

    public string? Link(Gap gap) => gap.Workstep is { } workstep ? Url.Content($"~/worksteps/{workstep}{(gap.Section is { } section ? $"/sections/{section}" : "")}") : null;

    public IEnumerable<string> WhoSees()
    {
        if (Bundle.For == Meaning.CourtBody) yield return "The courts’ service, once you send them. Waymark sends nothing by itself.";
        else if (Bundle.Readers.Count == 0) yield return "Whoever you give them to. Waymark sends nothing by itself.";
        else yield return $"Whoever you give them to. The stage that is open asks {string.Join(" and ", Bundle.Readers.Select(reader => $"{Name(reader.Worker)} ({reader.Found})").Distinct())}.";
        yield return "In Waymark, whoever may open what they are made from can read the same there already.";
        yield return "That you took them, and when, is kept with the child’s record.";
        yield return $"They name {string.Join(", ", Bundle.Named.Select(Name).Order(StringComparer.Ordinal))}.";
    }

    private string Name(Guid worker) => Situation.Register.NameOf(worker);
}
