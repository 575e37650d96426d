using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;
using Waymark.App.Features.Shared;

namespace Waymark.App.Features.Concerns;

/// <summary>The register as a file: UTF-8, days as 2020-07-06.</summary>
public sealed class ExportModel : RegisterPage
{
    static readonly string[] Head = ["Child", "Number", "Process", "Process number", "Stage", "Led by", "Whose turn", "Due", "Working days over", "Status", "Team", "Raised", "Closed", "Locality", "Whole process due"];

    public async Task<IActionResult> OnGetAsync()
    {
        var lines = await Read(new Register(Desk), Filter, int.MaxValue);
        Saw(shown: Told(lines));
        return File(Csv.Of(Head, lines.Select(Cells)), Csv.Type, $"concerns-{LocalDatePattern.Iso.Format(Today)}.csv");
    }

    private IEnumerable<string> Cells(Line line) =>
    [
        line.ChildName, line.ChildNumber, ProtocolOf(line), $"{line.Number}", StageOf(line), People.NameOf(line.Owner), TurnOf(line), line.DueOn is { } due ? LocalDatePattern.Iso.Format(due) : "",
        $"{DaysOver(line)}", StatusOf(line), line.Team ?? "", LocalDatePattern.Iso.Format(Day(line.Started)), line.Closed is { } closed ? LocalDatePattern.Iso.Format(Day(closed)) : "",
        line.Locality ?? "", line.WholeOn is { } whole ? LocalDatePattern.Iso.Format(whole) : "",
    ];
}
