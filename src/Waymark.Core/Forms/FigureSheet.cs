using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Forms;

/// <summary>How many processes had a value of a figure.</summary>
public sealed record FigureCount(string Figure, string Value, int Processes);

/// <summary>
/// The figures of a period as they stood when a piece of work was opened: the answer of a field of figures, which nobody types and
/// which stays as it was (S1-017).
/// </summary>
/// <param name="First">Null: from the beginning.</param>
/// <param name="Processes">How many were counted; a process with several values counts under each.</param>
public sealed record FigureSheet(LocalDate? First, LocalDate? Last, int Processes, IReadOnlyList<FigureCount> Counts)
{
    /// <summary>Stands for: it has no value of this figure.</summary>
    public const string None = "-";

    /// <summary>The period that a piece of work speaks of: the last month or quarter that had ended when it was opened. Null: the pack names none.</summary>
    public static (LocalDate First, LocalDate Last)? Period(WorkstepDefinition workstep, LocalDate opened) =>
        workstep.After?.Any.Where(entering => entering.Subject.Kind == SubjectKind.Fact).Select(entering => Periods.Last(entering.Subject.Name, opened)).FirstOrDefault(period => period is not null);

    /// <summary>What a field of figures of this piece of work goes by.</summary>
    public static string Key(Protocol protocol, WorkstepDefinition workstep, Field field) => $"{protocol.Id}.{workstep.Id}.{field.Id}";

    /// <summary>The period and the total in a line, then a line for each count.</summary>
    public string Text() => string.Join('\n', Counts.Select(count => $"{count.Figure} {count.Processes} {count.Value}").Prepend($"{Iso(First)}/{Iso(Last)} {Processes}"));

    public static FigureSheet Read(string text)
    {
        var lines = text.Split('\n');
        var (head, period) = (lines[0].Split(' '), lines[0].Split(' ')[0].Split('/'));
        return new FigureSheet(Day(period[0]), Day(period[1]), Number(head[1]), [.. lines.Skip(1).Select(line => line.Split(' ', 3)).Select(parts => new FigureCount(parts[0], parts[2], Number(parts[1])))]);
    }

    /// <summary>A figure's value in words, as the pack has them.</summary>
    public static string Words(Pack pack, Protocol protocol, Figure figure, string value) => value == None ? "None said" : Figures.InWords(pack, protocol, figure, value);

    /// <summary>All of it as lines to read: "12 from Monday 1 April 2019 to …", "Theme: Drift 4, Gaps 2".</summary>
    public string InWords(Pack pack, Protocol protocol) => string.Join('\n', protocol.Figures
        .Select(figure => (figure.Label, Counts: Counts.Where(count => count.Figure == figure.Id).Select(count => $"{Words(pack, protocol, figure, count.Value)} {count.Processes}").ToList()))
        .Where(each => each.Counts.Count > 0).Select(each => $"{each.Label}: {string.Join(", ", each.Counts)}").Prepend($"{Processes}{(First is { } first && Last is { } last ? $" from {first.InWords()} to {last.InWords()}" : "")}"));

    private static string Iso(LocalDate? day) => day is { } on ? LocalDatePattern.Iso.Format(on) : "";

    private static LocalDate? Day(string text) => text.Length == 0 ? null : LocalDatePattern.Iso.Parse(text).Value;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
