using Waymark.Core.Processes;

namespace Waymark.Core.Bundles;

/// <summary>Which entry of a process an answer comes from: the last that wrote it.</summary>
internal sealed class Sources
{
    private readonly Account account;
    private readonly Dictionary<(Guid Workstep, Guid Row, string Field), Event> written = [];

    private Sources(Account account) => this.account = account;

    public static Sources Of(Account account)
    {
        var sources = new Sources(account);
        foreach (var e in account.Events) sources.Read(e);
        return sources;
    }

    private void Read(Event e)
    {
        var (workstep, answers, rows) = e.What switch
        {
            WorkstepOpened s => (s.Workstep, s.Answers, s.Rows),
            AnswersSaved s => (s.Workstep, s.Answers, s.Rows),
            _ => (Guid.Empty, [], []),
        };
        foreach (var answer in answers) written[(workstep, Guid.Empty, answer.Field)] = e;
        foreach (var row in rows)
            foreach (var cell in row.Cells.Prepend(new CellChange("", ""))) written[(workstep, row.Row, cell.Field)] = e;
    }

    /// <summary>'Number 1004, entry 7: Ines Hart on Monday 6 July 2020 at 10:00'.</summary>
    public string Of(Workstep workstep, string field, Guid row = default) => written.TryGetValue((workstep.Id, row, field), out var e) ? InWords(e) : Computed;

    public string InWords(Event e)
    {
        var by = e.For is { } absent && absent != e.By ? $"{account.Name(e.By)} for {account.Name(absent)}" : account.Name(e.By);
        var error = account.Process.InError.Contains(e.Sequence) ? "; marked as recorded in error" : "";
        return $"Number {account.Process.Number}, entry {e.Sequence}: {by} on {account.When(e.Happened)}{error}";
    }

    /// <summary>Nobody typed it: Waymark read it off the record.</summary>
    private string Computed => $"Worked out from the record on {account.When(account.Situation.Now)}";
}
