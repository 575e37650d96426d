using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Waymark.App.Features.Shared;

/// <summary>A table as a file for spreadsheets. What a spreadsheet would take for a formula is made plain text.</summary>
static class Csv
{
    public const string Type = "text/csv; charset=utf-8";

    static readonly CsvConfiguration Form = new(CultureInfo.InvariantCulture) { InjectionOptions = InjectionOptions.Escape };

    public static byte[] Of(IEnumerable<string> head, IEnumerable<IEnumerable<string>> rows)
    {
        var bytes = new MemoryStream();
        // Excel reads a file as UTF-8 only when it begins with this mark.
        using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true))
        using (var csv = new CsvWriter(writer, Form))
            foreach (var row in rows.Prepend(head))
            {
                foreach (var cell in row) csv.WriteField(cell);
                csv.NextRecord();
            }
        return bytes.ToArray();
    }
}
