using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Waymark.App.Store;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Packs.Reading;
using Waymark.Core.Record;

namespace Waymark.App.Demonstration;

/// <summary>A demonstration as its files say it: invented people, and what happened to them. Days are working days from the day it is made.</summary>
public sealed record Script(
    IReadOnlyList<WorkerLine> Workers, IReadOnlyList<AbsenceLine> Absences, IReadOnlyList<ChildLine> Children, IReadOnlyList<Scene> Scenes, IReadOnlyList<History> Histories)
{
    /// <summary>How long a worker has held their post, unless they have left.</summary>
    const int YearsInPost = 4;

    public static Guid WorkerId(string id) => Id($"worker/{id}");

    public static Guid ChildId(int number) => Id($"child/{number}");

    /// <summary>The same name gives the same id each time, and says nothing of order or count.</summary>
    public static Guid Id(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    /// <summary>The people as they are on that day.</summary>
    public Population On(LocalDate day, WorkingCalendar calendar)
    {
        var since = day.PlusYears(-YearsInPost);
        LocalDate Day(int from) => calendar.AddWorkingDays(day, from);
        return new Population(
            [.. Workers.Select(line => new Worker(WorkerId(line.Id), line.Name, line.Organisation, line.Mail) { Left = line.Left is { } left ? Day(left) : null })],
            [.. Workers.Select(line => new Holding(Id($"holding/{line.Id}"), WorkerId(line.Id), line.Post, line.Team, line.Locality, since, line.Left is { } left ? Day(left).PlusDays(-1) : null))],
            [.. Children.SelectMany(line => line.Allocated.Select(each => new Allocation(Id($"allocation/{line.Number}/{each.Key}"), ChildId(line.Number), WorkerId(each.Value), each.Key, since, null)))],
            [.. Absences.Select(line => new Absence(Id($"absence/{line.Worker}"), WorkerId(line.Worker), Day(line.From), line.To is { } to ? Day(to) : null, line.Deputy is { } deputy ? WorkerId(deputy) : null))],
            [.. Children.Select(line => line.Child(day, Day))],
            [.. Children.SelectMany(line => line.Family.Select((person, place) => new ChildPersonRow { Id = Id($"family/{line.Number}/{place}"), ChildId = ChildId(line.Number), Name = person.Name, Relation = person.Relation, Kind = person.Kind }))])
        {
            Trained = [.. Workers.Where(line => line.Trained is not null).Select(line => (WorkerId(line.Id), line.Trained!, since))],
        };
    }
}

/// <summary>Everybody on the record on one day, as values: what <see cref="Furnishing"/> writes.</summary>
public sealed record Population(
    IReadOnlyList<Worker> Workers, IReadOnlyList<Holding> Holdings, IReadOnlyList<Allocation> Allocations, IReadOnlyList<Absence> Absences,
    IReadOnlyList<Child> Children, IReadOnlyList<ChildPersonRow> Family)
{
    /// <summary>Who has completed every module of one of the pack's lists, and when.</summary>
    public IReadOnlyList<(Guid Worker, string List, LocalDate On)> Trained { get; init; } = [];

    public Register Register => new(Workers, Holdings, Allocations, Absences);
}

public sealed record WorkerLine(string Id, string Name, string Organisation, string Mail, string Post, string? Team, string? Locality, int? Left, Mark At)
{
    /// <summary>The list whose modules they have completed.</summary>
    public string? Trained { get; init; }
}

public sealed record AbsenceLine(string Worker, int From, int? To, string? Deputy, Mark At);

public sealed record ChildLine(int Number, string Name, int Years, int Months, Mark At)
{
    public string? Team { get; init; }
    public string? Locality { get; init; }
    public string? Address { get; init; }
    public string? Home { get; init; }
    public string? LegalStatus { get; init; }
    public string? Plan { get; init; }
    public bool CaseOpen { get; init; } = true;
    public int? LastReview { get; init; }
    public int? NextReview { get; init; }

    /// <summary>The worker in each post that is found by allocation.</summary>
    public IReadOnlyDictionary<string, string> Allocated { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<Contact> Family { get; init; } = [];

    /// <summary>Months since the case was opened, since the child lives there, and since the legal status holds.</summary>
    public int? Opened { get; init; }
    public int? Placed { get; init; }
    public int? LegalSince { get; init; }
    public string? CourtNumber { get; init; }

    // Not born on the day itself, so that nobody's age changes tomorrow; which day follows from the number.
    internal Child Child(LocalDate today, Func<int, LocalDate> day) => new(Script.ChildId(Number), Number, Name, today.PlusYears(-Years).PlusMonths(-Months).PlusDays(-(Number % 27) - 1))
    {
        Team = Team, Locality = Locality, Address = Address, Home = Home, LegalStatus = LegalStatus, Plan = Plan, CaseOpen = CaseOpen,
        LastReview = LastReview is { } last ? day(last) : null, NextReview = NextReview is { } next ? day(next) : null,
        OpenedOn = Opened is { } opened ? today.PlusMonths(-opened) : null, PlacedOn = Placed is { } placed ? today.PlusMonths(-placed) : null, LegalSince = LegalSince is { } since ? today.PlusMonths(-since) : null, CourtNumber = CourtNumber,
        Contacts = Family,
    };
}

/// <summary>How something goes, in steps: the same for every child for whom it is played.</summary>
public sealed record Scene(string Id, IReadOnlyList<Step> Steps, Mark At);

/// <param name="Verb">One of the few in <see cref="ScriptReader"/>.</param>
/// <param name="Of">What stands beside it: a workstep, a request, a table, a field, a reason; null where it has several values.</param>
/// <param name="Wait">Working days after the step before it.</param>
/// <param name="Line">The whole line, whose texts may be names of what a history says.</param>
public sealed record Step(string Verb, string? Of, int Wait, YamlMapping Line)
{
    public Mark At => Line.At;
}

/// <summary>What happened to a child, or to several at once.</summary>
/// <param name="Scenes">In order, each with the working days that it begins later than it otherwise would.</param>
/// <param name="Last">How many working days ago the last step was.</param>
public sealed record History(IReadOnlyList<int> Children, IReadOnlyList<(Scene Scene, int Later)> Scenes, int Last, YamlMapping? Says, Mark At);
