using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Features.Access;
using Waymark.App.Features.Shared.Components;
using Waymark.App.Store;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Registers;

/// <summary>
/// What the register of a protocol's processes, its log of forms and their files share: the protocol, the period, and what they are
/// narrowed to, all in the address, which names no child.
/// </summary>
public abstract class RegisterPage : WaymarkPage
{
    /// <summary>Before a figure's id in the address.</summary>
    protected const string Prefix = "f-";

    private Core.Record.Register people = null!;

    public Protocol Protocol { get; private set; } = null!;

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    /// <summary>"began" or "ended": by which day a process is in the period.</summary>
    [BindProperty(SupportsGet = true)]
    public string? By { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    public LocalDate? First { get; private set; }
    public LocalDate? Last { get; private set; }

    public IReadOnlyList<Counting> Picked { get; private set; } = [];

    /// <summary>False: there is no such protocol, or it is about no child.</summary>
    protected async Task<bool> Open(string protocol)
    {
        if (Pack.Protocol(protocol) is not { About: not About.Service } found || Viewer.ShutAreas.Contains(protocol)) return false;
        Protocol = found;
        (First, Last) = (Day("From", From), Day("To", To));
        if (First > Last) Fault("To", "To must be the same day as From, or after it");
        Picked = [.. from figure in Protocol.Figures let value = Request.Query[Prefix + figure.Id].ToString() where value.Length > 0 select new Counting(figure.Id, value)];
        people = await Authority.Situations.Register(Db, []);
        return true;
    }

    private LocalDate? Day(string name, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        var (text, error) = Answers.Day(name, typed);
        if (error is not null) Fault(name, error);
        return error is null ? LocalDatePattern.Iso.Parse(text).Value : null;
    }

    public Portion Portion => new() { From = First, To = Last, By = By == "ended" ? Counted.Ended : Counted.Began, Status = Status ?? "all" };

    protected async Task<Totals> Totals() => await Store.Totals.Read(Db, await Authority.Situations.About(Db, [], Viewer.Id), Protocol, Portion, Viewer.Known(), Viewer.Processes());

    // ---- Addresses ----

    /// <summary>This register, with something said otherwise: what was said stays.</summary>
    public string At(string end = "", params IEnumerable<(string Name, string? Value)> with)
    {
        var query = new Dictionary<string, string?>
        {
            ["from"] = Iso(First), ["to"] = Iso(Last), ["by"] = By == "ended" ? By : null, ["status"] = Status == "all" ? null : Status,
        };
        foreach (var pick in Picked) query[Prefix + pick.Figure] = pick.Value;
        foreach (var (name, value) in with) query[name] = value;
        return Url.Content($"~/registers/{Protocol.Id}{end}") + QueryString.Create(query.Where(pair => !string.IsNullOrEmpty(pair.Value)));
    }

    public string At(Figure figure, string? value) => At(with: [(Prefix + figure.Id, value)]) + "#lines";

    private static string? Iso(LocalDate? day) => day is { } on ? LocalDatePattern.Iso.Format(on) : null;

    /// <summary>Quarters and years that are asked for most, as links.</summary>
    public IEnumerable<(string Label, string Href)> Periods
    {
        get
        {
            var quarter = new LocalDate(Today.Year, (Today.Month - 1) / 3 * 3 + 1, 1);
            var year = new LocalDate(Today.Month < 4 ? Today.Year - 1 : Today.Year, 4, 1);
            yield return ("This quarter", Over(quarter, quarter.PlusMonths(3)));
            yield return ("Last quarter", Over(quarter.PlusMonths(-3), quarter));
            yield return ("This financial year", Over(year, year.PlusYears(1)));
            yield return ("At any time", At(with: [("from", null), ("to", null)]));
        }
    }

    private string Over(LocalDate from, LocalDate next) => At(with: [("from", Iso(from)), ("to", Iso(next.PlusDays(-1)))]);

    // ---- Words ----

    public string Words(Figure figure, string value) => FigureSheet.Words(Pack, Protocol, figure, value);

    public string PeriodWords => (First, Last) switch
    {
        ({ } from, { } to) => $" from {ClockWords.Of(from)} to {ClockWords.Of(to)}",
        ({ } from, null) => $" since {ClockWords.Of(from)}",
        (null, { } to) => $" until {ClockWords.Of(to)}",
        _ => "",
    };

    public string NameOf(Guid worker) => people.NameOf(worker);

    public static string StateOf(Entry entry) => entry.Status switch
    {
        ProcessStatus.Ended => entry.EndState ?? "Ended",
        ProcessStatus.Cancelled => "Cancelled",
        _ => "Open",
    };

    /// <summary>The processes of the lines, and the children whom they name.</summary>
    protected static IEnumerable<Guid> Told(IReadOnlyList<Entry> lines) => lines.Select(line => line.Id).Concat(lines.Where(line => line.Opens).SelectMany(line => line.Children).Select(child => child.Id));

    /// <summary>Whom a line is about; a record that opens once a reason is given is named by its number alone.</summary>
    public static string NamesOf(Entry entry) => entry.Opens ? string.Join(", ", entry.Children.Select(child => $"{child.Name} ({child.Number})")) : "";

    public LocalDate DayOf(Instant at) => at.InZone(Authority.Calendar.Zone).Date;
}
