using NodaTime;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>A process that may stand on an agenda, with what the record knows of its children.</summary>
public sealed record Case(Process Process, Situation Situation)
{
    /// <summary>Whoever looks may read the process, and so see whom it is about.</summary>
    public bool Shown { get; init; }

    public Context Context => new(Process, Engine.Definition(Process, Situation), Situation);

    /// <summary>"Concern 12": what it is called, and its number.</summary>
    public string Label => $"{Context.Protocol.Label}{(Process.Number > 0 ? $" {Process.Number}" : "")}";

    /// <summary>Where it stands: its highest stage, or how it ended.</summary>
    public string State
    {
        get
        {
            var at = Standings.Stage(Process, Context.Protocol) ?? Standings.At(Process, Context.Protocol);
            return Process.EndState ?? (at is null ? "" : Context.Protocol.Workstep(at.Definition).Label);
        }
    }
}

/// <summary>
/// Lists that build themselves from other processes (vocabulary, kind 'cases'): a row's id is its process's. Until its workstep is
/// finished, the list is what its rule picks now; what somebody wrote beside a process stays, whether the rule still picks that or not.
/// </summary>
public static class Agenda
{
    /// <summary>The rows of a table, or of an agenda as it stands now.</summary>
    public static IReadOnlyList<Row> Rows(Context context, Workstep workstep, Field table)
    {
        var kept = workstep.Tables.GetValueOrDefault(table.Id, []);
        if (table.Kind != FieldKind.Cases || !workstep.IsOpen) return kept;
        var picked = context.Situation.Cases.Where(c => Picks(table, c)).ToList();
        return [.. picked.Select(c => kept.FirstOrDefault(r => r.Id == c.Process.Id) ?? Begin(table, c, workstep.Opened)), .. kept.Where(r => picked.All(c => c.Process.Id != r.Id))];
    }

    /// <summary>Whether the agenda's rule picks the process: one that is open, or has ended since the agenda was last gone through (AMB-S1-21).</summary>
    public static bool Picks(Field table, Case one) => one.Process.Protocol == table.Of
        && (one.Process.Status == ProcessStatus.Open || one.Process.Status == ProcessStatus.Ended && one.Process.Closed > (one.Situation.LastHeld ?? Instant.MinValue))
        && one.Context.Holds(table.Needs);

    /// <summary>A row to which nobody has written yet: what its columns start with is read in its own process.</summary>
    private static Row Begin(Field table, Case one, Instant at) => new()
    {
        Id = one.Process.Id,
        Cells = table.Columns.Where(c => c.Default is not null).Select(c => (c.Id, Text: one.Context.Read(c.Default!)))
            .Where(c => c.Text is { Length: > 0 }).ToDictionary(c => c.Id, c => new Answer(c.Text!, Guid.Empty, at)),
    };

    public static Case? Of(Situation situation, Row row) => situation.Cases.FirstOrDefault(c => c.Process.Id == row.Id);

    /// <summary>The protocols whose processes the agendas of this one are made of.</summary>
    public static IReadOnlyList<string> Asks(Protocol protocol) => [.. protocol.Forms.SelectMany(f => f.Agendas).Select(f => f.Of).OfType<string>().Distinct()];

    /// <summary>When a workstep of this kind was last finished, by its holder or another of the same team and locality in the post that holds it.</summary>
    /// <param name="finished">Those that were, the latest first.</param>
    public static Instant? LastHeld(Record.Register register, Protocol protocol, Workstep workstep, IEnumerable<(Guid Holder, Instant At)> finished)
    {
        var posts = protocol.Workstep(workstep.Definition).Holder.OfType<PersonRule.InPost>().Select(rule => rule.Post).ToHashSet();
        var parts = register.Holdings.Where(h => posts.Contains(h.Post)).ToLookup(h => h.Worker, h => (h.Team, h.Locality));
        return finished.Where(one => one.Holder == workstep.Holder || parts[one.Holder].Intersect(parts[workstep.Holder]).Any()).Select(one => (Instant?)one.At).FirstOrDefault();
    }

    // ---- What comes of it ----

    /// <summary>From finish on the list is as it stood that day.</summary>
    internal static IEnumerable<RowChange> Kept(Context context, Workstep workstep) =>
        from table in context.Form!.Agendas
        where context.Holds(table.When) && context.Holds(context.Form.SectionOf(table.Id).When)
        from row in Rows(context, workstep, table)
        where workstep.Tables.GetValueOrDefault(table.Id, []).All(kept => kept.Id != row.Id)
        select new RowChange(table.Id, row.Id, [.. row.Cells.Select(c => new CellChange(c.Key, c.Value.Text))]);

    /// <summary>Writes what each row says with its own process, on the records of that one's children.</summary>
    internal static void WriteBack(Turn turn, Workstep workstep)
    {
        foreach (var table in turn.Protocol.FormOf(workstep.Definition).Agendas.Where(t => t.CaseNote is not null))
            foreach (var row in workstep.Tables.GetValueOrDefault(table.Id, []))
                if (Of(turn.Situation, row) is { } one && Lines(table, row, turn.Situation) is { Count: > 0 } lines)
                    turn.Elsewhere(one, table.CaseNote!, $"{turn.Protocol.Workstep(workstep.Definition).Label}{(turn.Process.Number > 0 ? $", number {turn.Process.Number}" : "")}", lines);
    }

    private static IReadOnlyList<NoteLine> Lines(Field table, Row row, Situation situation) =>
        [.. table.Columns.Where(c => row.Cells.ContainsKey(c.Id)).Select(c => new NoteLine(null, c.Label, Forms.Answers.InWords(c, row.Cells[c.Id].Text, situation)))];
}
