using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Tests.Processes;
using Xunit;

namespace Waymark.Core.Tests.Forms;

public sealed class AskingTests
{
    private static readonly Field Kind = A("kind"), Place = A("place");

    [Fact]
    public void What_is_answered_on_the_page_decides_and_the_rest_is_decided()
    {
        var (context, here) = (At(), new[] { Kind, Place });
        var (kind, place) = (Is("kind", "a"), Is("place", "b"));
        var (holds, fails) = (new Condition.Not(LookedAfter), LookedAfter);
        Assert.Null(Asking.Of(A("x"), here, context));
        Assert.Null(Asking.Of(A("x", holds), here, context));
        Assert.Same(kind, Asking.Of(A("x", kind), here, context));
        Assert.Same(kind, Asking.Of(A("x", new Condition.All([holds, kind])), here, context));
        Assert.Same(kind, Asking.Of(A("x", new Condition.Any([fails, kind])), here, context));
        Assert.Null(Asking.Of(A("x", new Condition.Any([holds, kind])), here, context));
        Assert.Equal(new Condition[] { kind, place }, Assert.IsType<Condition.All>(Asking.Of(A("x", new Condition.All([kind, place])), here, context)).Of);
        // A day is typed in three boxes, and another field's answer isn't known to the page: the field stays.
        Assert.Null(Asking.Of(A("x", new Condition.Before(kind.Subject, new Value.Plain("2026-01-01"))), here, context));
        Assert.Null(Asking.Of(A("x", new Condition.Is(kind.Subject, new Value.Of(place.Subject))), here, context));
    }

    private static readonly Condition LookedAfter = new Condition.Is(new Subject(SubjectKind.Fact, "looked-after"), new Value.Plain("yes"));

    private static Condition.Is Is(string field, string value) => new(new Subject(SubjectKind.Field, field), new Value.Plain(value));

    private static Field A(string id, Condition? when = null) => new() { Id = id, Label = id, Kind = FieldKind.Choice, Required = Required.No, When = when };

    private static Context At()
    {
        var council = new Council("island");
        var play = council.Play().Start(council.Of("iro"), "lac-review");
        return new Context(play.Process, council.Pack.Protocol("lac-review")!, play.As(council.Of("iro")) with { Children = [council.Gone] }) { Workstep = play.Work };
    }
}
