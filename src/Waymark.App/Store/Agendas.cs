using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Store.Audit;
using Waymark.Core.Processes;

namespace Waymark.App.Store;

/// <summary>Reads the processes that may stand on an agenda: those open, those ended since it was last gone through, and those on it already.</summary>
static class Agendas
{
    /// <summary>So many meetings back it is looked for when one was last held.</summary>
    const int Meetings = 200;

    /// <returns>What the decision about the meeting looks at, with them.</returns>
    public static async Task<Situation> Add(WaymarkDb db, Situations situations, Reading meeting)
    {
        var (process, protocol) = (meeting.Process, meeting.Protocol);
        var asks = Agenda.Asks(protocol);
        if (asks.Count == 0) return meeting.Situation;
        var listed = process.Worksteps.SelectMany(step => protocol.FormOf(step.Definition).Agendas.SelectMany(agenda => step.Tables.GetValueOrDefault(agenda.Id, []))).Select(row => row.Id).Distinct().ToList();
        var open = process.Worksteps.FirstOrDefault(step => step.IsOpen && protocol.FormOf(step.Definition).Agendas.Any());
        if (open is null) asks = [];
        var last = open is null ? null : await LastHeld(db, meeting, open);
        var since = last ?? NodaConstants.UnixEpoch;
        var rows = await db.Processes.Where(row => listed.Contains(row.Id)
            || (asks.Contains(row.Protocol) && (row.Status == ProcessStatus.Open || (row.Status == ProcessStatus.Ended && row.ClosedAt > since)))).OrderBy(row => row.Number).TagWith(Unaudited.Gathering).ToListAsync();
        return meeting.Situation with { Cases = await Cases(db, situations, meeting.Situation with { LastHeld = since }, rows) };
    }

    static async Task<IReadOnlyList<Case>> Cases(WaymarkDb db, Situations situations, Situation meeting, List<ProcessRow> rows)
    {
        var ids = rows.Select(row => row.Id).ToList();
        var steps = (await db.Worksteps.Where(step => ids.Contains(step.ProcessId)).OrderBy(step => step.Ordinal).TagWith(Unaudited.Gathering).ToListAsync()).ToLookup(step => step.ProcessId);
        var processes = rows.Select(row => Rows.Read(row, steps[row.Id])).ToList();
        var about = processes.SelectMany(process => process.Children).Distinct().ToList();
        var children = (await db.Children.Where(row => about.Contains(row.Id)).TagWith(Unaudited.Gathering).ToListAsync()).ToDictionary(row => row.Id, row => row.Child());
        var register = await situations.Register(db, about, Unaudited.Gathering);
        var cases = new List<Case>();
        foreach (var process in processes)
            cases.Add(new Case(process, meeting with { Pack = await situations.Packs.Of(db, process.Pack), Register = register, Children = [.. process.Children.Select(id => children[id])] }));
        return cases;
    }

    static async Task<Instant?> LastHeld(WaymarkDb db, Reading meeting, Workstep open)
    {
        var (protocol, definition, id) = (meeting.Process.Protocol, open.Definition, open.Id);
        var finished = await (from step in db.Worksteps
                              join process in db.Processes on step.ProcessId equals process.Id
                              where process.Protocol == protocol && step.Definition == definition && step.Status == WorkstepStatus.Finished && step.Id != id
                              orderby step.ClosedAt descending
                              select new { step.Holder, step.ClosedAt }).Take(Meetings).ToListAsync();
        return Agenda.LastHeld(meeting.Situation.Register, meeting.Protocol, open, finished.Select(each => (each.Holder, each.ClosedAt!.Value)));
    }
}
