using NodaTime;

namespace Waymark.Core.Record;

/// <summary>A person who works for the authority and may sign in.</summary>
public sealed record Worker(Guid Id, string Name, string Organisation, string? Email)
{
    /// <summary>Last word of the name: directories are sorted by it (S0-008).</summary>
    public string Surname => Name[(Name.LastIndexOf(' ') + 1)..];

    /// <summary>Stands for time passing, where no person acted.</summary>
    public static readonly Guid System = Guid.Empty;

    /// <summary>First day on which the worker no longer works here; null: still here.</summary>
    public LocalDate? Left { get; init; }
}

/// <summary>A post held by a worker between two days, both included; an open end is null. Team and locality say for which children.</summary>
public sealed record Holding(Guid Id, Guid Worker, string Post, string? Team, string? Locality, LocalDate From, LocalDate? To)
{
    public bool On(LocalDate day) => From <= day && (To is null || day <= To);
}

/// <summary>A worker allocated to a child in a post (IMP-05), between two days, both included.</summary>
public sealed record Allocation(Guid Id, Guid Child, Guid Worker, string Post, LocalDate From, LocalDate? To)
{
    public bool On(LocalDate day) => From <= day && (To is null || day <= To);
}

/// <summary>Days, both included, on which a worker is away and a deputy acts for them (IMP-06).</summary>
public sealed record Absence(Guid Id, Guid Worker, LocalDate From, LocalDate? To, Guid? Deputy)
{
    public bool On(LocalDate day) => From <= day && (To is null || day <= To);
}

/// <summary>A child's place in a home between two days, both included (S3-003). Who works in the home sees the child on those days.</summary>
public sealed record Placement(Guid Id, Guid Child, string Home, LocalDate From, LocalDate? To)
{
    public bool On(LocalDate day) => From <= day && (To is null || day <= To);
}

/// <summary>A training module that a worker completed, as somebody else confirmed it (S3-007). A day that lies back counts from when it was recorded: it opens nothing in the past.</summary>
/// <param name="Module">Id of an option of one of the authority's lists.</param>
/// <param name="Until">The last day on which it counts; null: it doesn't lapse.</param>
public sealed record Training(Guid Id, Guid Worker, string Module, LocalDate Completed, Guid ConfirmedBy, LocalDate? Until)
{
    /// <summary>The day on which it was written down; null: before that was kept.</summary>
    public LocalDate? Recorded { get; init; }

    public bool On(LocalDate day) => Completed <= day && !(Recorded > day) && (Until is null || day <= Until);
}

/// <summary>What the record knows of a child on a day: what facts, prefills and recipient rules read.</summary>
public sealed record Child(Guid Id, int Number, string Name, LocalDate Born)
{
    public string? Address { get; init; }
    public string? Locality { get; init; }
    public string? Team { get; init; }
    public string? Home { get; init; }

    /// <summary>Id of the current option of the authority's list of legal statuses.</summary>
    public string? LegalStatus { get; init; }

    /// <summary>Id of the current plan in the authority's list of plans.</summary>
    public string? Plan { get; init; }

    public bool CaseOpen { get; init; } = true;
    public LocalDate? LastReview { get; init; }
    public LocalDate? NextReview { get; init; }

    /// <summary>The day by which the report for the next review is to be in; null: none is awaited.</summary>
    public LocalDate? ReportDue { get; init; }

    public LocalDate? LastConference { get; init; }
    public LocalDate? NextConference { get; init; }

    /// <summary>The day on which the present placement began.</summary>
    public LocalDate? PlacedOn { get; init; }

    /// <summary>The day on which the authority opened the child's case.</summary>
    public LocalDate? OpenedOn { get; init; }

    /// <summary>The day from which the legal status holds: of an order, the day on which it was made.</summary>
    public LocalDate? LegalSince { get; init; }

    /// <summary>The number of the court's case.</summary>
    public string? CourtNumber { get; init; }

    /// <summary>Family, network and agencies, as the record names them.</summary>
    public IReadOnlyList<Contact> Contacts { get; init; } = [];
}

/// <summary>One of those around a child.</summary>
/// <param name="Relation">In the words of the record: 'Grandmother and carer'.</param>
/// <param name="Kind">Null: the record doesn't say what they are to the child.</param>
public sealed record Contact(string Name, string Relation, ContactKind? Kind);

public enum ContactKind
{
    /// <summary>A parent, or somebody else with parental responsibility.</summary>
    Parent,
    Sibling,
    Extended,

    /// <summary>A school, a health service, or another body that works with the child.</summary>
    Agency,
}

/// <summary>The workers, posts, allocations and absences that bear on a decision, as loaded for it. Values only.</summary>
public sealed record Register(
    IReadOnlyList<Worker> Workers, IReadOnlyList<Holding> Holdings, IReadOnlyList<Allocation> Allocations, IReadOnlyList<Absence> Absences)
{
    /// <summary>What the workers were trained in.</summary>
    public IReadOnlyList<Training> Trainings { get; init; } = [];

    public Worker? Worker(Guid id) => Workers.FirstOrDefault(w => w.Id == id);

    public string NameOf(Guid id) => id == Record.Worker.System ? "Waymark" : Worker(id)?.Name ?? "a worker who is no longer listed";

    public IEnumerable<string> PostsOf(Guid worker, LocalDate day) =>
        Holdings.Where(h => h.Worker == worker && h.On(day)).Select(h => h.Post).Distinct();

    public Absence? Away(Guid worker, LocalDate day) => Absences.FirstOrDefault(a => a.Worker == worker && a.On(day));

    /// <summary>Whether the worker works here on that day.</summary>
    public bool Here(Guid worker, LocalDate day) => Worker(worker) is { } w && (w.Left is null || day < w.Left);
}
