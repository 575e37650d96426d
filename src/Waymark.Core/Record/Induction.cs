using NodaTime;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;

namespace Waymark.Core.Record;

/// <summary>What a worker's posts ask to be trained in and is not completed (S3-008).</summary>
/// <param name="Ends">The last day of their induction; null: they were here before the authority asked for it, and do it as soon as possible.</param>
public sealed record Induction(Guid Worker, IReadOnlyList<Option> Modules, IReadOnlyList<Option> Missing, LocalDate? Ends)
{
    /// <summary>Modules that any rule of access asks for, each once.</summary>
    public static IReadOnlyList<Option> ModulesOf(Pack pack) =>
        [.. pack.Access.SelectMany(rule => rule.Needs?.Subjects() ?? []).Where(subject => subject.Kind == SubjectKind.List).SelectMany(subject => pack.List(subject.Name)?.Options ?? []).DistinctBy(module => module.Id).OrderBy(module => module.Id, StringComparer.Ordinal)];

    public bool IsOver(LocalDate today) => Ends < today;

    /// <summary>Null: their posts ask for no training, or it is all completed.</summary>
    /// <param name="since">The day from which the authority asks for it.</param>
    public static Induction? Of(Pack pack, Register register, WorkingCalendar calendar, Guid worker, LocalDate today, LocalDate since)
    {
        var trained = pack.Access.Where(rule => rule.Needs is not null).SelectMany(rule => rule.By).OfType<PersonRule.InPost>().Select(by => by.Post).ToHashSet();
        var held = register.Holdings.Where(each => each.Worker == worker && trained.Contains(each.Post)).ToList();
        if (pack.Induction is not { } length || !held.Any(each => each.On(today))) return null;
        var modules = ModulesOf(pack);
        var missing = modules.Where(module => !register.Trainings.Any(done => done.Worker == worker && done.Module == module.Id && done.On(today))).ToList();
        var began = held.Min(each => each.From);
        return missing.Count == 0 ? null : new(worker, modules, missing, began < since ? null : EndOf(length, began, calendar));
    }

    private static LocalDate EndOf(Span length, LocalDate began, WorkingCalendar calendar) => length.Unit switch
    {
        Unit.Months => began.PlusMonths(length.Amount),
        Unit.MonthEnds => began.PlusMonths(length.Amount - 1).With(DateAdjusters.EndOfMonth),
        Unit.Weeks => began.PlusWeeks(length.Amount),
        Unit.WorkingDays => calendar.AddWorkingDays(began, length.Amount),
        Unit.Hours => began.PlusDays((length.Amount + 23) / 24),
        _ => began.PlusDays(length.Amount),
    };
}
