using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;
using Waymark.App.Features.Shared;
using Waymark.App.Store;

namespace Waymark.App.Features.Registers;

/// <summary>The register as a file: its lines, with what each is counted under.</summary>
public sealed class ExportModel : RegisterPage
{
    public async Task<IActionResult> OnGetAsync(string protocol)
    {
        if (!await Open(protocol)) return NotThere();
        var lines = ModelState.IsValid ? (await Totals()).Of(Picked).Entries : [];
        Saw(shown: Told(lines));
        string[] head = ["Number", "Child", "Led by", "Began", "Ended", "State", .. Protocol.Figures.Select(figure => figure.Label)];
        return File(Csv.Of(head, lines.Select(Cells)), Csv.Type, $"{Protocol.Id}-{LocalDatePattern.Iso.Format(Today)}.csv");
    }

    private IEnumerable<string> Cells(Entry line) =>
    [
        $"{line.Number}", NamesOf(line), NameOf(line.Raiser), LocalDatePattern.Iso.Format(DayOf(line.Started)), line.Closed is { } closed ? LocalDatePattern.Iso.Format(DayOf(closed)) : "", StateOf(line),
        .. Protocol.Figures.Select(figure => string.Join("; ", line.Counted.Where(each => each.Figure == figure.Id).Select(each => Words(figure, each.Value)))),
    ];
}
