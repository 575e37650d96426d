using NodaTime;
using Waymark.Core.Record;

namespace Waymark.App.Store;

// Holding, Allocation and Absence have no row type: Core's own records are mapped as they stand.

/// <summary>A worker, and how they sign in.</summary>
public sealed class WorkerRow
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required string NameKey { get; set; }
    public required string Organisation { get; set; }
    public string? Email { get; set; }

    /// <summary>Folded by <see cref="Names.Fold"/>, as what is typed is; null: may not sign in.</summary>
    public string? Login { get; set; }

    public string? PasswordHash { get; set; }
    public int FailedSignIns { get; set; }
    public Instant? LockedUntil { get; set; }
    public LocalDate? LeftOn { get; set; }

    /// <summary>The hour, local, at which one letter holds the day's notices; null: each as it comes.</summary>
    public int? LetterHour { get; set; }

    /// <summary>Of the worker's home, as <see cref="Postcodes.In"/> writes it; null: nobody recorded it. Held against children's addresses and shown to administrators alone.</summary>
    public string? Postcode { get; set; }

    public static WorkerRow Of(Worker worker, string? login = null) => new()
    {
        Id = worker.Id, Name = worker.Name, NameKey = Names.Key(worker.Name), Organisation = worker.Organisation, Email = worker.Email,
        LeftOn = worker.Left, Login = login,
    };

    public Worker Worker() => new(Id, Name, Organisation, Email) { Left = LeftOn };
}

public sealed class ChildRow
{
    public required Guid Id { get; init; }
    public required int Number { get; init; }
    public required string Name { get; set; }
    public required string NameKey { get; set; }
    public required LocalDate Born { get; set; }
    public string? Address { get; set; }
    public string? Locality { get; set; }
    public string? Team { get; set; }
    public string? LegalStatus { get; set; }
    public string? Plan { get; set; }
    public bool CaseOpen { get; set; } = true;
    public LocalDate? LastReview { get; set; }
    public LocalDate? NextReview { get; set; }
    public LocalDate? ReportDue { get; set; }
    public LocalDate? LastConference { get; set; }
    public LocalDate? NextConference { get; set; }
    public LocalDate? PlacedOn { get; set; }
    public LocalDate? OpenedOn { get; set; }
    public LocalDate? LegalSince { get; set; }
    public string? CourtNumber { get; set; }

    /// <summary>The child's row; <see cref="NamePartsOf"/> goes with it, so that the child is found.</summary>
    public static ChildRow Of(Child child) => new()
    {
        Id = child.Id, Number = child.Number, Name = child.Name, NameKey = Names.Key(child.Name), Born = child.Born, Address = child.Address,
        Locality = child.Locality, Team = child.Team, LegalStatus = child.LegalStatus, Plan = child.Plan,
        CaseOpen = child.CaseOpen, LastReview = child.LastReview, NextReview = child.NextReview, ReportDue = child.ReportDue,
        LastConference = child.LastConference, NextConference = child.NextConference, PlacedOn = child.PlacedOn,
        OpenedOn = child.OpenedOn, LegalSince = child.LegalSince, CourtNumber = child.CourtNumber,
    };

    public static IEnumerable<ChildNamePartRow> NamePartsOf(Child child) =>
        Names.Parts(child.Name).Select(part => new ChildNamePartRow { PartKey = part, ChildId = child.Id });

    /// <param name="contacts">Those around the child, where they were read.</param>
    /// <param name="home">Where the child is placed today, where that was read.</param>
    public Child Child(IEnumerable<ChildPersonRow>? contacts = null, string? home = null) => new(Id, Number, Name, Born)
    {
        Address = Address, Locality = Locality, Team = Team, Home = home, LegalStatus = LegalStatus, Plan = Plan, CaseOpen = CaseOpen,
        LastReview = LastReview, NextReview = NextReview, ReportDue = ReportDue, LastConference = LastConference, NextConference = NextConference, PlacedOn = PlacedOn,
        OpenedOn = OpenedOn, LegalSince = LegalSince, CourtNumber = CourtNumber,
        Contacts = [.. (contacts ?? []).OrderBy(contact => contact.Name, StringComparer.Ordinal).Select(contact => new Contact(contact.Name, contact.Relation, contact.Kind))],
    };
}

public sealed class ChildNamePartRow
{
    public required string PartKey { get; init; }
    public required Guid ChildId { get; init; }
}

/// <summary>One of the child's family or network: name and relation, no more.</summary>
public sealed class ChildPersonRow
{
    public required Guid Id { get; init; }
    public required Guid ChildId { get; init; }
    public required string Name { get; set; }
    public required string Relation { get; set; }

    /// <summary>What they are to the child; null: nobody has said.</summary>
    public ContactKind? Kind { get; set; }
}

/// <summary>Somebody signed in. The cookie holds the token; the row only its hash.</summary>
public sealed class SessionRow
{
    public required string TokenHash { get; init; }
    public required Guid Worker { get; init; }
    public required Instant StartedAt { get; init; }
    public required Instant SeenAt { get; set; }
    public required Instant EndsAt { get; set; }
}
