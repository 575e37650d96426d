using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Microsoft.AspNetCore.Mvc;
using NodaTime.Text;

namespace Waymark.App.Features.Concerns;

/// <summary>The register as a file: UTF-8, days as 2020-07-06. What a spreadsheet would take for a formula is made plain text.</summary>
public sealed class ExportModel : RegisterPage
{
    static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };

    static readonly string[] Head = ["Child", "Number", "Process", "Process number", "Stage", "Led by", "Whose turn", "Due", "Working days over", "Status", "Team", "Raised", "Closed"];

    public async Task<IActionResult> OnGetAsync()
    {
        var lines = await Read(new Register(Desk), Filter, int.MaxValue);
        Saw(shown: lines.Select(line => line.Process));
        return File(Write(lines), "text/csv; charset=utf-8", $"concerns-{LocalDatePattern.Iso.Format(Today)}.csv");
    }

    private byte[] Write(IReadOnlyList<Line> lines)
    {
        var bytes = new MemoryStream();
        // Excel reads a file as UTF-8 only when it begins with this mark.
        using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(writer, Form))
        {
            Put(csv, Head);
            foreach (var line in lines) Put(csv, Cells(line));
        }
        return bytes.ToArray();
    }

    private static void Put(CsvWriter csv, IEnumerable<string> cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        csv.NextRecord();
    }

    private IEnumerable<string> Cells(Line line) =>
    [
        line.ChildName, line.ChildNumber, ProtocolOf(line), $"{line.Number}", StageOf(line), People.NameOf(line.Owner), TurnOf(line), line.DueOn is { } due ? LocalDatePattern.Iso.Format(due) : "",
        $"{DaysOver(line)}", StatusOf(line), line.Team ?? "", LocalDatePattern.Iso.Format(Day(line.Started)), line.Closed is { } closed ? LocalDatePattern.Iso.Format(Day(closed)) : "",
    ];
}
