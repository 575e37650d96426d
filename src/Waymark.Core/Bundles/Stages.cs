using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Bundles;

/// <summary>Who was asked at each stage, when and until when, what was answered, and where nobody answered.</summary>
internal static class Stages
{
    public static Chapter Tell(IReadOnlyList<Account> accounts)
    {
        var blocks = accounts.SelectMany(Of).ToList();
        return new Chapter("Stage by stage", blocks.Count > 0 ? blocks : [new Block.Paragraph("Nothing is recorded.")]);
    }

    private static IEnumerable<Block> Of(Account account)
    {
        yield return new Block.Subheading(account.Named);
        // What was asked of a piece of work that was reopened since was asked all the same.
        var worksteps = account.Process.Worksteps.Where(w => w.Status != WorkstepStatus.Cancelled).ToList();
        var asked = worksteps.SelectMany(w => w.Requests.Select(r => (Workstep: w, Request: r))).ToList();
        if (asked.Count == 0) yield return new Block.Paragraph("Nobody was asked to answer.");
        else yield return new Block.Grid($"Who was asked: {account.Named}", ["Stage", "Who was asked", "When", "Due", "What came"], [.. asked.Select(each => Row(account, each.Workstep, each.Request))]);
        foreach (var workstep in worksteps)
        {
            foreach (var request in workstep.Requests.Where(r => r.Status != RequestStatus.Withdrawn))
                foreach (var answer in Answered(account, workstep, request)) yield return answer;
            foreach (var view in View(account, workstep)) yield return view;
            foreach (var passed in workstep.NotUsed)
                yield return new Block.Paragraph($"{account.Protocol.FindWorkstep(passed.Definition)?.Label ?? passed.Definition} was {account.Situation.Pack.Term("not-used")}: {passed.Reason}");
        }
    }

    /// <summary>What else was written at a stage: what became of it, and why it went on or ended there.</summary>
    private static IEnumerable<Block> View(Account account, Workstep workstep)
    {
        if (account.Protocol.Workstep(workstep.Definition).Rank is null) return [];
        var asked = account.Protocol.FormOf(workstep.Definition).Requests.SelectMany(r => r.Fills).ToHashSet();
        return from field in Topics.Asked(account, workstep)
               where field is { Means.Count: 0, Kind: FieldKind.Text or FieldKind.LongText or FieldKind.Choice or FieldKind.Choices or FieldKind.YesNo }
                   && !asked.Contains(field.Id) && !field.IsComputed()
               let text = account.Context.Answered(workstep, field)
               where !string.IsNullOrEmpty(text)
               select new Block.Fact($"{account.Label(workstep)}: {field.Label}", Answers.InWords(field, text, account.Situation), account.Sources.Of(workstep, field.Id));
    }

    private static IReadOnlyList<string> Row(Account account, Workstep workstep, Request request) =>
    [
        account.Label(workstep), $"{account.Name(request.Holder)} ({request.Found})", account.When(request.Sent),
        ClockOf(account, workstep, request)?.Due.InWords() ?? "No time was set", Came(account, workstep, request),
    ];

    private static string Came(Account account, Workstep workstep, Request request) => request.Status switch
    {
        RequestStatus.Completed => $"Answered on {account.When(request.Answered!.Value)}{(request.Outside is { } outside ? $", outside Waymark ({outside.How}, from {outside.From})" : "")}",
        RequestStatus.Returned => $"Sent back with a question on {account.When(request.Answered!.Value)}",
        _ when ClockOf(account, workstep, request) is { Status: ClockStatus.RunOut } clock => $"Nobody answered: the time ended {clock.Due.Ended()}",
        RequestStatus.Withdrawn => $"Withdrawn on {account.When(request.Answered!.Value)}, before anybody answered",
        _ => workstep.IsOpen ? "Not answered yet" : "Nobody answered",
    };

    public static Clock? ClockOf(Account account, Workstep workstep, Request request) =>
        Standings.ClockOf(account.Process, account.Protocol.FormOf(workstep.Definition), workstep, request);

    private static IEnumerable<Block> Answered(Account account, Workstep workstep, Request request)
    {
        var form = account.Protocol.FormOf(workstep.Definition);
        if (request.AnswerNote is { } note) yield return new Block.Fact($"{account.Label(workstep)}: note of {account.Name(request.AnsweredBy ?? request.Holder)}", note, account.Sources.InWords(EntryOf(account, request)));
        // Sent again to the same person, or to another: the answers are those that stand now, and told once.
        if (!Standings.Current(workstep, form).Contains(request)) yield break;
        foreach (var field in (form.Request(request.Definition)?.Fills ?? []).Select(form.FindField).OfType<Field>())
            if (form.TableOf(field.Id) is null && account.Context.Answered(workstep, field) is { Length: > 0 } text)
                yield return new Block.Fact($"{account.Label(workstep)}: {field.Label}", Answers.InWords(field, text, account.Situation), account.Sources.Of(workstep, field.Id));
        foreach (var table in form.Fields.Where(f => f.Columns.Any(c => form.Request(request.Definition)?.Fills.Contains(c.Id) == true)))
            if (Sheets.Grid(account, workstep, table) is { } grid) yield return grid;
    }

    private static Event EntryOf(Account account, Request request) => account.Events.Last(e => e.What is RequestAnswered answered && answered.Request == request.Id);
}
