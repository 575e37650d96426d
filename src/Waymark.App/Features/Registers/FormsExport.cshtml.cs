using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Features.Shared;

namespace Waymark.App.Features.Registers;

/// <summary>The log of one kind of form as a file, whole.</summary>
public sealed class FormsExportModel : FormsPage
{
    static readonly string[] Head = ["Number", "Child", "Held by", "Opened", "Sent", "Answered", "Finished", "Result"];

    public async Task<IActionResult> OnGetAsync(string protocol, string workstep) =>
        await Load(protocol, workstep, paged: false) ? File(Csv.Of(Head, Lines.Select(Cells)), Csv.Type, $"{Form.Id}-{LocalDatePattern.Iso.Format(Today)}.csv") : NotThere();

    private IEnumerable<string> Cells(FormLine line) =>
        [$"{line.Number}", line.Children, NameOf(line.Holder), Iso(line.Opened), Iso(line.Sent), Iso(line.Answered), Iso(line.Finished), line.Result];

    private string Iso(Instant? at) => at is { } day ? LocalDatePattern.Iso.Format(DayOf(day)) : "";
}
