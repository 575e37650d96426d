using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Xunit;

namespace Waymark.Core.Tests.Processes;

/// <summary>For which children each council's process may be begun.</summary>
public sealed class WhoseTests
{
    [Theory(DisplayName = "S1-002 S2-002 S4-001 A process is begun for the children it applies to, and refused for any other")]
    [InlineData("county", "formal-alert", "stage-1", "iro", true, true)]
    [InlineData("county", "informal-alert", "informal", "iro", true, true)]
    [InlineData("city", "dispute", "triage", "iro", true, false)]
    [InlineData("borough", "issue", "informal", "iro", true, true)]
    [InlineData("borough", "issue", "informal", "cpc", true, true)]
    [InlineData("borough", "cafcass", "referral", "iro", true, false)]
    public void Applies(string council, string protocol, string workstep, string post, bool lookedAfter, bool plan)
    {
        var its = new Council(council);
        bool May(bool looked, bool planned) => !Engine.WhyNotStart(its.Play().As(its.Of(post)) with { Children = [its.Child with { LegalStatus = looked ? its.Child.LegalStatus : null, Plan = planned ? its.Child.Plan : null }] },
            its.Pack.Protocol(protocol)!, its.Pack.Protocol(protocol)!.Workstep(workstep)).Any(why => why.Blocks);
        Assert.Equal((lookedAfter, plan, false), (May(true, false), its.Child.Plan is not null && May(false, true), May(false, false)));
    }

    [Theory(DisplayName = "S1-003 Each of the five legal statuses, and the mark of an unaccompanied child, counts as looked after; a plan alone doesn't")]
    [InlineData("care-order", "yes"), InlineData("interim-care-order", "yes"), InlineData("adoption", "yes"), InlineData("s20", "yes"), InlineData("uasc", "yes"), InlineData("youth-justice", "yes"), InlineData("cp-plan", "no"), InlineData(null, "no")]
    public void Counts_as_looked_after(string? status, string looked)
    {
        var county = new Council("county");
        var protocol = county.Pack.Protocol("formal-alert")!;
        Assert.Equal(looked, Facts.Of("looked-after", new Context(new Process(), protocol, county.Play().As(county.Of("iro")) with { Children = [county.Child with { LegalStatus = status, Plan = null }] })));
    }

    [Theory(DisplayName = "S1-058 S1-059 S4-043 What becomes of a referral is the courts' service's to say: no state of it is refused, and proceedings say of which type")]
    [InlineData("county", "cafcass-referral", "referral-state"), InlineData("borough", "cafcass", "state")]
    public void Nobody_refuses(string council, string protocol, string field)
    {
        var form = new Council(council).Pack.Protocol(protocol)!.FormOf("after-referral");
        var options = form.FindField(field)!.Options;
        Assert.Equal(4, options.Count);
        Assert.DoesNotContain(options, option => option.Label.Contains("refus", StringComparison.OrdinalIgnoreCase));
        if (form.FindField("legal-action") is not { } action) return;
        Assert.Equal((3, Required.Save), (action.Options.Count, action.Required));
        Assert.IsType<Condition.Is>(action.When);
    }
}
