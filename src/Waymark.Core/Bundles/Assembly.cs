using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

namespace Waymark.Core.Bundles;

/// <summary>
/// Puts the papers together: a function of the record as it stands, so that the page, the print and the file say the same. What
/// happened to come from elsewhere is told with it; nothing is left out without a word.
/// </summary>
public sealed class Assembly
{
    private readonly Meaning purpose;
    private readonly IReadOnlyList<Account> accounts;
    private readonly Surroundings surroundings;
    private readonly Account last;

    private Assembly(Meaning purpose, IReadOnlyList<Account> accounts, Surroundings surroundings) =>
        (this.purpose, this.accounts, this.surroundings, last) = (purpose, accounts, surroundings, accounts[^1]);

    /// <param name="accounts">The process that the papers are for, last, after those that it came from.</param>
    public static Bundle Of(Meaning purpose, IReadOnlyList<Account> accounts, Surroundings surroundings) => new Assembly(purpose, accounts, surroundings).Whole();

    private Bundle Whole()
    {
        var marked = Bundle.Marked(last.Process, last.Protocol).Where(w => last.Protocol.Workstep(w.Definition).Means.Contains(purpose)).ToList();
        var title = marked.Count > 0 ? last.Label(marked[^1]) : Bundle.Chosen(last.Process, last.Protocol).Select(a => a.Label).LastOrDefault() ?? last.Protocol.Label;
        return new Bundle(purpose, title,
        [
            Child(), Involved(), .. Topics.All.Where(Tells).Select(topic => Topics.Tell(topic, accounts)), Stages.Tell(accounts),
            .. marked.Select(workstep => Sheets.Tell(last, workstep)), Happened(), Files(), Made(),
        ], [.. new Gaps(purpose, accounts, surroundings, marked).All()])
        {
            Named = [.. accounts.SelectMany(Acting).Distinct()],
            Readers = [.. Readers()],
        };
    }

    /// <summary>What no form asks for and few readers miss is left out where it isn't recorded.</summary>
    private bool Tells(Topics.Topic topic) => topic.Expected || Topics.IsAnswered(topic.Of, accounts);

    private Situation Now => last.Situation;

    private string FromRecord => $"The child’s record on {Now.Today.InWords()}";

    private Chapter Child() => new(Now.Children.Count == 1 ? "The child" : "The children", [.. Now.Children.SelectMany(Details)]);

    private IEnumerable<Block> Details(Child child)
    {
        var statuses = Now.Pack.ListOf(Meaning.LegalStatuses);
        Block Said(string label, string? text) => new Block.Fact(label, text ?? "Not recorded", FromRecord);
        yield return Said("Name", child.Name);
        yield return Said(Now.Pack.Term("record-number"), $"{child.Number}");
        yield return Said("Date of birth", child.Born.InWords());
        yield return Said(statuses?.Label ?? "Status", Option(child.LegalStatus));
        if (child.Plan is not null) yield return Said("Plan", Option(child.Plan));
        yield return Said("Address", child.Address);
        yield return Said("Last review", child.LastReview?.InWords());
        yield return Said("Next review", child.NextReview?.InWords());
    }

    private string? Option(string? id) => id is null ? null : Now.Pack.Lists.Select(list => list.Find(id)?.Label).FirstOrDefault(label => label is not null) ?? id;

    private Chapter Involved()
    {
        var allocations = Now.Register.Allocations.Where(a => a.On(Now.Today) && Now.Children.Any(c => c.Id == a.Child)).ToLookup(a => a.Worker);
        var acting = accounts.SelectMany(Acting).ToHashSet();
        var family = surroundings.Family.Select(f => (IReadOnlyList<string>)[f.Name, f.Relation, "Of the family"]);
        var workers = allocations.Select(a => a.Key).Union(acting).Select(worker => (IReadOnlyList<string>)
        [
            last.Name(worker), allocations[worker].Any() ? string.Join(", ", allocations[worker].Select(a => Now.Pack.FindPost(a.Post)?.Label ?? a.Post).Distinct()) : Posts(worker),
            string.Join("; ", allocations[worker].Select(a => $"allocated since {a.From.InWords()}").Distinct().Concat(acting.Contains(worker) ? ["had a part in this"] : [])) is var how ? char.ToUpperInvariant(how[0]) + how[1..] : "",
        ]);
        return new Chapter("Who is involved", [new Block.Grid("People", ["Name", "As what", "How"], [.. family, .. workers]), new Block.Paragraph($"Source: {FromRecord}.")]);
    }

    private string Posts(Guid worker) =>
        string.Join(", ", Now.Register.PostsOf(worker, Now.Today).Select(post => Now.Pack.FindPost(post)?.Label ?? post)) is { Length: > 0 } posts ? posts : "Holds no post today";

    /// <summary>Who led it, held a piece of it, or was asked something in it.</summary>
    private static IEnumerable<Guid> Acting(Account account) =>
        account.Worksteps.SelectMany(w => w.Requests.Select(r => r.AnsweredBy ?? r.Holder).Prepend(w.Holder)).Prepend(account.Process.Raiser).Where(worker => worker != Worker.System);

    private Chapter Happened()
    {
        var rows =
            from account in accounts
            from told in Story.Of(account.Situation, account.Events)
            where told.Significant || GivesAReason(told.Event)
            select (IReadOnlyList<string>)[$"{account.Process.Number}, entry {told.Sequence}", told.Happened.InWords(), string.Join(' ', [told.Text, .. told.More, told.Recorded is { } late ? $"{late}." : "", told.InError ?? ""]).Trim()];
        return new Chapter("What was done, in order", [new Block.Grid("What was done", ["Number and entry", "When", "What happened"], [.. rows])]);
    }

    /// <summary>Why something was done out of its order, or at once, is what a reader asks first.</summary>
    private static bool GivesAReason(Event e) => e.Reason is not null || e.What is NextActionProposed { Reason: not null };

    private Chapter Files()
    {
        if (surroundings.Files.Count == 0) return new Chapter("Files", [new Block.Paragraph("No file is attached.")]);
        var rows = surroundings.Files.Select(file =>
        {
            var account = accounts.First(a => a.Process.Id == file.Process);
            var workstep = file.Workstep is { } id && account.Process.FindWorkstep(id) is { } found ? account.Label(found) : account.Protocol.Label;
            return (IReadOnlyList<string>)[file.Name, file.Kind, $"{workstep}, number {account.Process.Number}", $"{account.Name(file.By)} on {account.When(file.At)}", file.Sha256];
        });
        return new Chapter("Files", [new Block.Paragraph("The files themselves go separately. SHA-256 tells whether one is the same to the last byte."), new Block.Grid("Files", ["Name", "Kind", "Attached to", "Who attached it, when", "SHA-256"], [.. rows])]);
    }

    private Chapter Made() => new("How these papers were made",
    [
        new Block.Paragraph($"Assembled by {last.Name(Now.Actor)} on {last.When(Now.Now)} from {string.Join("; ", accounts.Select(a => $"{a.Named} (version {a.Process.Version}, {a.Events.Count} entries)"))}."),
        new Block.Paragraph(surroundings.Complete ? "Nothing that this came from is left out." : Gaps.LeftOut),
    ]);

    private IEnumerable<Recipient> Readers()
    {
        if (purpose != Meaning.Briefing) return [];
        return from workstep in last.Worksteps
               where workstep.IsOpen
               let stage = last.Protocol.Workstep(workstep.Definition)
               from recipient in People.Find(last.Context.In(workstep), stage.Answers.Concat(stage.Copies)).People
               select recipient;
    }
}
