using NodaTime;
using NodaTime.Text;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Record;
using Waymark.Core.Tests.Calendar;
using Waymark.Core.Tests.Packs;

namespace Waymark.Core.Tests.Processes;

/// <summary>
/// Everybody in these tests, all invented. Arlo is a child of the North team, in the north. Ida is his reviewing officer, Ravi
/// another; Mona manages them. Sami is his social worker, Asha another of North's. Tess manages North, Owen South. Sunniva is
/// service manager for the north, Dermot the service director, Carys the corporate director. Abel administers. Ned holds no post
/// and deputises. Lena has left.
/// </summary>
internal static class Cast
{
    public static readonly Guid Ida = Id(1), Ravi = Id(2), Mona = Id(3), Sami = Id(4), Asha = Id(5), Tess = Id(6), Owen = Id(7),
        Sunniva = Id(8), Dermot = Id(9), Carys = Id(10), Abel = Id(11), Ned = Id(12), Lena = Id(13);

    public static readonly Pack Island = PackFiles.Read("island");

    public static readonly WorkingCalendar Calendar = ShippedCalendars.EnglandAndWales;

    public static readonly Child Arlo = new(Id(101), 70000101, "Arlo Finch", Day("2008-03-14"))
    {
        Address = "Home 1, Shore Road", Locality = "north", Team = "North", Home = "Home 1", LegalStatus = "care-order", NextReview = Day("2020-10-01"),
    };

    public static readonly Register Register = new(
        [
            Named(Ida, "Ida Fenwick"), Named(Ravi, "Ravi Holt"), Named(Mona, "Mona Lark"), Named(Sami, "Sami Reed"), Named(Asha, "Asha Quill"),
            Named(Tess, "Tess Marlow"), Named(Owen, "Owen Pike"), Named(Sunniva, "Sunniva Clay"), Named(Dermot, "Dermot Vale"), Named(Carys, "Carys Bright"),
            Named(Abel, "Abel Stone"), Named(Ned, "Ned Frost"), Named(Lena, "Lena Gray") with { Left = Day("2020-01-31") },
        ],
        [
            Post(Ida, "iro"), Post(Ravi, "iro"), Post(Lena, "iro"), Post(Mona, "iro-manager"), Post(Sami, "social-worker", "North"), Post(Asha, "social-worker", "North"),
            Post(Tess, "team-manager", "North"), Post(Owen, "team-manager", "South"), Post(Sunniva, "service-manager", locality: "north"),
            Post(Dermot, "service-director"), Post(Carys, "corporate-director"), Post(Abel, "island-administrator"),
        ],
        [Allocated(Ida, "iro"), Allocated(Sami, "social-worker")],
        []);

    public static Guid Id(int n) => new(n, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    public static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    public static Holding Post(Guid worker, string post, string? team = null, string? locality = null) =>
        new(Guid.NewGuid(), worker, post, team, locality, Day("2010-01-01"), null);

    public static Allocation Allocated(Guid worker, string post) => new(Guid.NewGuid(), Arlo.Id, worker, post, Day("2010-01-01"), null);

    public static Register Away(this Register register, Guid worker, string from, string to, Guid deputy) =>
        register with { Absences = [.. register.Absences, new Absence(Guid.NewGuid(), worker, Day(from), Day(to), deputy)] };

    public static Register Without(this Register register, string post) =>
        register with { Holdings = [.. register.Holdings.Where(h => h.Post != post)] };

    private static Worker Named(Guid id, string name) => new(id, name, "Island Council", null);
}
