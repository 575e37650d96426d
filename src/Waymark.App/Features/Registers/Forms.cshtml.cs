using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Waymark.App.Features.Shared.Components;

namespace Waymark.App.Features.Registers;

/// <summary>The log of one kind of form, a page at a time.</summary>
public sealed class FormsModel : FormsPage
{
    public async Task<IActionResult> OnGetAsync(string protocol, string workstep) => await Load(protocol, workstep, paged: true) ? Page() : NotThere();

    public IReadOnlyList<TableCell> Row(FormLine line) =>
    [
        (Markup)$"<a class=\"govuk-link\" href=\"{Url.Content($"~/worksteps/{line.Id}")}\">{line.Number}</a>",
        line.Opens ? line.Children : (Markup)$"<span class=\"govuk-hint\">Say why to open it</span>",
        NameOf(line.Holder), In(line.Opened), In(line.Sent), In(line.Answered), In(line.Finished), line.Result,
    ];

    private string In(Instant? at) => at is { } day ? ClockWords.Of(DayOf(day)) : "";
}
