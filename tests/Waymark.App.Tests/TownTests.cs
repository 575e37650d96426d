using NodaTime;
using Waymark.App.Tests.Harness;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests;

/// <summary>How tests use the town and its cast.</summary>
public sealed class TownTests(Databases databases)
{
    [Theory, OnBoth]
    public async Task Each_of_the_cast_can_be_signed_in_as_but_the_one_who_left(Db db)
    {
        await using var town = await Town.Open(databases, db);
        foreach (var person in (Person[])[Cast.Iro, Cast.Iro2, Cast.IroManager, Cast.Sw, Cast.SwSouth, Cast.Tm, Cast.TmSouth, Cast.Sm, Cast.SmSouth, Cast.SDir, Cast.CDir, Cast.Adm])
        {
            using var visitor = await town.As(person);
            Assert.True(visitor.Has(person.Name), person.Name);
        }
        await Assert.ThrowsAnyAsync<Exception>(() => town.As(Cast.Leaver));
        Assert.Equal(12, (await town.Audit()).Count(entry => entry.Action == AuditAction.SignIn));
    }

    [Theory, OnBoth]
    public async Task The_day_is_moved_and_clocks_run_out_on_the_way(Db db)
    {
        await using var town = await Town.Demonstration(databases, db);
        Assert.Equal(Town.DemonstrationDay, town.Today);
        await town.MoveTo(Town.DemonstrationDay.PlusDays(60));
        Assert.Equal(Town.DemonstrationDay.PlusDays(60), town.Today);
        await using var store = town.Authority.Open();
        Assert.DoesNotContain(store.Clocks.ToList(), clock => clock.Status is ClockStatus.Running or ClockStatus.Near && clock.EndsAt <= town.Authority.Clock.GetCurrentInstant());
    }

    [Theory, OnBoth]
    public async Task Ages_and_facts_are_those_of_the_requirements(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await using var store = town.Authority.Open();
        foreach (var (child, age, lookedAfter, plan) in new[] { (Cast.A, 12, "yes", "no"), (Cast.B, 7, "no", "yes"), (Cast.C, 10, "yes", "yes"), (Cast.D, 18, "no", "no"), (Cast.E, 16, "yes", "no"), (Cast.F, 9, "no", "yes") })
        {
            var situation = await town.Authority.Situations.About(store, [child.Id], Cast.Iro.Id);
            var context = new Context(new Process(), situation.Pack.Protocols[0], situation);
            Assert.Equal((child.Name, age.ToString(), lookedAfter, plan), (Facts.Of("name", context), Facts.Of("age", context), Facts.Of("looked-after", context), Facts.Of("protection-plan", context)));
        }
    }
}
