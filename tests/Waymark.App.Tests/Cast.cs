using NodaTime;
using Waymark.App.Demonstration;
using Waymark.App.Store;
using Waymark.Core.Record;

namespace Waymark.App.Tests;

/// <summary>
/// The people of the tests, with the letters and short names that the requirements call them by. Everybody is invented, and
/// nobody's id ever changes. Ages are those of 29 June 2020.
/// </summary>
public static class Cast
{
    // ---- Workers ----

    /// <summary>Reviews the care of A, B, C, E and F.</summary>
    public static readonly Person Iro = Worker(1, "Ines Harrowby");

    /// <summary>Another reviewing officer, with no children.</summary>
    public static readonly Person Iro2 = Worker(2, "Joss Bellwether");

    public static readonly Person IroManager = Worker(3, "Marged Flintham");

    /// <summary>A's, E's and D's social worker, of the team North.</summary>
    public static readonly Person Sw = Worker(4, "Sunniva Parkhurst");

    /// <summary>B's, C's and F's, of the team South.</summary>
    public static readonly Person SwSouth = Worker(5, "Piotr Lanescu");

    /// <summary>Manages the team North.</summary>
    public static readonly Person Tm = Worker(6, "Tariq Mosswell");

    public static readonly Person TmSouth = Worker(7, "Petra Lanyon-Day");

    /// <summary>Manages the services of the locality North.</summary>
    public static readonly Person Sm = Worker(8, "Solomon Grayling");

    public static readonly Person SmSouth = Worker(9, "Sabeen Coldridge");
    public static readonly Person SDir = Worker(10, "Delphine Wraysbury");
    public static readonly Person CDir = Worker(11, "Cornelius Bayliff");
    public static readonly Person Adm = Worker(12, "Adelaide Swiftlet");

    /// <summary>Reviewed A's care until the last day of May 2020, and left.</summary>
    public static readonly Person Leaver = Worker(13, "Lionel Farewell");

    // ---- Children ----

    /// <summary>70000101: 12, looked after under a Care Order, of the team and locality North, in Home 1.</summary>
    public static readonly Person A = Child(101, "Ava Thistlewood");

    /// <summary>70000102: 7, with a child protection plan alone, of the South.</summary>
    public static readonly Person B = Child(102, "Bram Fennimore");

    /// <summary>70000103: 10, looked after under section 20 and with a child protection plan, of the South.</summary>
    public static readonly Person C = Child(103, "Cai Otterburn-Shah");

    /// <summary>70000104: 18, a care leaver who is not looked after, of the North.</summary>
    public static readonly Person D = Child(104, "Della Marchbank");

    /// <summary>70000105: 16, alone in this country and seeking asylum, looked after under section 20, of the North, in Home 2.</summary>
    public static readonly Person E = Child(105, "Ebrima Mensah-Lark");

    /// <summary>70000106: B's sister, 9, with a child protection plan.</summary>
    public static readonly Person F = Child(106, "Flora Fennimore");

    /// <summary>Not chosen: the guide's own first date, a Monday; from it, 5 working days end on 6 July and 20 on 27 July.</summary>
    public static readonly Instant Morning = Instant.FromUtc(2020, 6, 29, 9, 0);

    public static Population People { get; } = new(
        [.. Everybody().Select(each => new Worker(each.Person.Id, each.Person.Name, "Island Children's Services", $"{each.Person.First.ToLowerInvariant()}@island.example") { Left = each.Person == Leaver ? new LocalDate(2020, 6, 1) : null })],
        [.. Everybody().Select((each, place) => new Holding(Id(300 + place), each.Person.Id, each.Post, each.Team, each.Locality, Since, each.Person == Leaver ? new LocalDate(2020, 5, 31) : null))],
        [
            .. new[] { A, B, C, E, F }.Select((child, place) => new Allocation(Id(400 + place), child.Id, Iro.Id, "iro", Since, null)),
            .. new[] { A, D, E }.Select((child, place) => new Allocation(Id(410 + place), child.Id, Sw.Id, "social-worker", Since, null)),
            .. new[] { B, C, F }.Select((child, place) => new Allocation(Id(420 + place), child.Id, SwSouth.Id, "social-worker", Since, null)),
        ],
        [],
        [
            new(A.Id, 70000101, A.Name, new(2008, 3, 14)) { Locality = "North", Team = "North", Home = "Home 1", Address = "1 Orchard Row, Northby", LegalStatus = "care-order", LastReview = new(2020, 3, 24), NextReview = new(2020, 9, 28) },
            new(B.Id, 70000102, B.Name, new(2013, 1, 9)) { Locality = "South", Team = "South", Address = "2 Mill Lane, Southby", Plan = "cp-plan" },
            new(C.Id, 70000103, C.Name, new(2009, 11, 30)) { Locality = "South", Team = "South", Address = "3 Ford Street, Southby", LegalStatus = "s20", Plan = "cp-plan", NextReview = new(2020, 7, 20) },
            new(D.Id, 70000104, D.Name, new(2002, 2, 2)) { Locality = "North", Team = "North", Address = "4 Quay House, Northby" },
            new(E.Id, 70000105, E.Name, new(2004, 1, 1)) { Locality = "North", Team = "North", Home = "Home 2", Address = "5 Harbour View, Northby", LegalStatus = "s20", NextReview = new(2020, 8, 3) },
            new(F.Id, 70000106, F.Name, new(2011, 5, 17)) { Locality = "South", Team = "South", Address = "2 Mill Lane, Southby", Plan = "cp-plan" },
        ],
        [Relation(1, B, F, "Sister"), Relation(2, F, B, "Brother")]);

    static LocalDate Since => new(2015, 1, 1);

    static IEnumerable<(Person Person, string Post, string? Team, string? Locality)> Everybody() =>
    [
        (Iro, "iro", null, null), (Iro2, "iro", null, null), (Leaver, "iro", null, null), (IroManager, "iro-manager", null, null),
        (Sw, "social-worker", "North", null), (SwSouth, "social-worker", "South", null), (Tm, "team-manager", "North", null), (TmSouth, "team-manager", "South", null),
        (Sm, "service-manager", null, "North"), (SmSouth, "service-manager", null, "South"), (SDir, "service-director", null, null), (CDir, "corporate-director", null, null),
        (Adm, "island-administrator", null, null),
    ];

    static ChildPersonRow Relation(int n, Person child, Person other, string relation) => new() { Id = Id(500 + n), ChildId = child.Id, Name = other.Name, Relation = relation };

    static Person Worker(int n, string name) => new(Id(n), name);

    static Person Child(int n, string name) => new(Id(n), name);

    static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 2]);
}

/// <summary>One of the cast.</summary>
public sealed record Person(Guid Id, string Name)
{
    public string First => Name.Split(' ')[0];
}
