using System.Text;
using Waymark.App.Features.Shared.Components;

namespace Waymark.App.Features.Problems;

/// <summary>
/// What is shown when there is no page to show. It asks nothing of the database or of Razor, since either may be what failed, and
/// says the same for what isn't there as for what isn't yours.
/// </summary>
sealed record Problem(int Status, string Title, params string[] Sentences)
{
    /// <summary>Where to go on, where there is a place.</summary>
    public (string Href, string Text)? Onward { get; init; }

    public static Problem NotFound(HttpContext context) => new(404, "Page not found",
        "There is no such page, or it is not one that you can see.",
        "If you followed a link from a notice, the work may have passed to somebody else.")
    { Onward = Home(context) };

    public static Problem Refused(HttpContext context, string why) => new(403, "You can’t do this", why) { Onward = Home(context) };

    public static Problem Stale(HttpContext context) => new(400, "This page was open for too long",
        "What you sent could not be checked, so nothing was changed.",
        "Go back, reload the page and send it again. What you typed is still on the page behind this one.")
    { Onward = Home(context) };

    public static Problem TooLarge() => new(413, "That file is too large", "A file can be up to 25 MB. Nothing was saved.", "Go back and choose a smaller one.");

    public static Problem NoRoom() => new(503, "There is no room for that file", "There is no room on the server’s disk for what you sent. Nothing of it was kept.",
        "Go back: what you typed is still on the page behind this one. Save it without the file, tell whoever looks after Waymark, and attach the file later.");

    public static Problem TooMany(string what) => new(429, "Please wait a little", what,
        "One person’s work rarely needs as much, so it may be somebody else with your password. That it came to this is kept, and those who review access see it.",
        "If it is your work that needs it, tell whoever looks after Waymark.");

    public static Problem Failed(HttpContext context) => new(500, "Sorry, something went wrong",
        "What you sent was not saved, and nothing was half saved. Go back and try again: what you typed is still on the page behind this one.",
        $"If it happens again, tell whoever looks after Waymark and quote {context.TraceIdentifier}.")
    { Onward = Home(context) };

    public static Problem Unrecorded(HttpContext context) => new(503, "We could not record this access, so we cannot show it",
        "Everybody who looks at a record leaves an entry that can’t be taken back. The entry could not be written just now.",
        $"Try again in a few minutes. If it goes on, tell whoever looks after Waymark and quote {context.TraceIdentifier}.");

    public static Problem Unavailable(HttpContext context) => new(503, "Waymark can’t reach its records",
        "The database or its disk is not available just now. What you sent was not saved, and nothing was half saved.",
        $"Go back and try again in a few minutes. If it goes on, tell whoever looks after Waymark and quote {context.TraceIdentifier}.");

    public async Task Write(HttpContext context)
    {
        var response = context.Response;
        response.StatusCode = Status;
        response.ContentType = "text/html; charset=utf-8";
        if (Status is 503 or 429) response.Headers.RetryAfter = "60";
        if (HttpMethods.IsHead(context.Request.Method)) return;
        await response.WriteAsync(Page().ToString(), Encoding.UTF8);
    }

    Markup Page() => $"""
        <!DOCTYPE html>
        <html lang="en" class="govuk-template">
        <head>
          <meta charset="utf-8">
          <title>{Title} - Waymark</title>
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <link rel="stylesheet" href="/assets/waymark.css">
        </head>
        <body class="govuk-template__body">
          <div class="govuk-width-container">
            <main class="govuk-main-wrapper" id="main-content">
              <h1 class="govuk-heading-l">{Title}</h1>
              {Sentences.Select(sentence => (Markup)$"<p class=\"govuk-body\">{sentence}</p>")}
              {(Onward is { } onward ? (Markup)$"<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"{onward.Href}\">{onward.Text}</a></p>" : null)}
            </main>
          </div>
        </body>
        </html>
        """;

    static (string, string) Home(HttpContext context) =>
        context.Request.PathBase.HasValue ? ($"{context.Request.PathBase}/", "Go to your work") : ("/", "Go to the start");
}
