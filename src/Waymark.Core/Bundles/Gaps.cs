using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Bundles;

/// <summary>What a reader of the papers will look for and the record doesn't hold. None of it forbids anything: whoever sends them decides.</summary>
internal sealed class Gaps(Meaning purpose, IReadOnlyList<Account> accounts, Surroundings surroundings, IReadOnlyList<Workstep> marked)
{
    public const string LeftOut = "This came from an earlier process, which whoever assembled these papers may not take out of Waymark: it isn’t among them.";

    private readonly Account last = accounts[^1];

    public IEnumerable<Gap> All() => OfTheChild().Concat(Topics.All.SelectMany(OfTopic)).Concat(marked.SelectMany(OfForm)).Concat(Waiting()).Concat(surroundings.Complete ? [] : [new Gap(LeftOut)]);

    private IEnumerable<Gap> OfTheChild()
    {
        foreach (var child in last.Situation.Children)
        {
            if (child.LegalStatus is null) yield return new Gap($"The legal status of {child.Name} isn’t recorded.");
            if (purpose == Meaning.CourtBody && !Facts.Means(last.Situation.Pack, child.LegalStatus, Meaning.LookedAfter)) yield return new Gap($"{child.Name} isn’t looked after, as the record stands. The courts’ service is for children who are.");
            if (last.Situation.Register.Allocations.All(a => a.Child != child.Id || !a.On(last.Situation.Today))) yield return new Gap($"No worker is allocated to {child.Name} today.");
        }
        if (surroundings.Family.Count == 0 && last.Situation.Children.Count > 0) yield return new Gap("Nobody of the family is recorded.");
    }

    private IEnumerable<Gap> OfTopic(Topics.Topic topic)
    {
        if (Topics.IsAnswered(topic.Of, accounts)) yield break;
        if (topic.Of == Meaning.CourtReference && purpose != Meaning.CourtBody) yield break;
        var place = Topics.Place(topic.Of, accounts);
        if (place is { } at) yield return At(new Gap(topic.Missing), at.Account, at.Workstep, at.Field);
        else if (topic.Expected) yield return new Gap($"{topic.Missing} No form of this process asks for it: say it in what you send with the papers.");
    }

    private IEnumerable<Gap> OfForm(Workstep workstep)
    {
        if (workstep.IsOpen) yield return new Gap($"{last.Label(workstep)} isn’t finished: what stands in it may still change.") { Workstep = workstep.Id, Where = last.Label(workstep) };
        foreach (var field in Topics.Asked(last, workstep).Where(f => f.Required != Required.No && f.Kind is not (FieldKind.NextActions or FieldKind.Table or FieldKind.Signature or FieldKind.ChildDetails or FieldKind.Attachment)))
            if (string.IsNullOrEmpty(last.Context.Answered(workstep, field)) && !ToldAsTopic(field))
                yield return At(new Gap($"{field.Label} isn’t answered."), last, workstep, field);
    }

    /// <summary>Missed already, by what it means.</summary>
    private bool ToldAsTopic(Field field) => field.Means.Any(meaning => !Topics.IsAnswered(meaning, accounts) && Topics.Place(meaning, accounts)?.Field == field);

    private IEnumerable<Gap> Waiting() =>
        from account in accounts
        from workstep in account.Worksteps
        where workstep.IsOpen
        from request in Standings.Current(workstep, account.Protocol.FormOf(workstep.Definition))
        where request.Status == RequestStatus.Sent
        let clock = Stages.ClockOf(account, workstep, request)
        where clock is null || clock.Runs
        select new Gap($"{account.Name(request.Holder)} was asked at {account.Label(workstep)} and hasn’t answered{(clock is null ? "" : $"; the answer is {clock.Due.InWords()}")}.") { Workstep = workstep.Id, Where = account.Label(workstep) };

    /// <summary>An open form is filled in at its section; a finished one is looked at as a whole.</summary>
    private static Gap At(Gap gap, Account account, Workstep workstep, Field field) => gap with
    {
        Workstep = workstep.Id,
        Section = workstep.IsOpen ? account.Protocol.FormOf(workstep.Definition).SectionOf(field.Id).Id : null,
        Where = workstep.IsOpen ? $"{account.Protocol.FormOf(workstep.Definition).SectionOf(field.Id).Label}, in {account.Label(workstep)}" : account.Label(workstep),
    };
}
