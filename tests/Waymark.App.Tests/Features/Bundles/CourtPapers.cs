using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Requirements;

namespace Waymark.App.Tests.Features.Bundles;

/// <summary>A referral to the courts' service that was opened out of an alert which nobody answered in time.</summary>
static class CourtPapers
{
    public const string Iro = "marguerite", Alert = "Quality Assurance Alert", Form = "Referrals to CAFCASS Form", Request = "Please respond to the Quality Assurance Alert";

    public static async Task<Walk> Referred(Databases databases, Db db)
    {
        var walk = await Walk.Open(databases, db, "county", "2019-04-10 10:00");
        await walk.Start(Iro, 71000301, $"{Alert}, Stage 1");
        await walk.Save(Iro, Alert, ("Raised as", "Independent Reviewing Officer"), ("Reason for this stage", "It is urgent."), ("Concern", "No plan & no <school>."), ("Impact on the child", "No lessons."), ("Reason for no informal alert", "No time."), ("Actions requested", "A plan."));
        await walk.Send(Iro, Request);
        await walk.On("2019-04-18 10:00");
        await walk.Propose(Iro, "Refer to CAFCASS alongside", "Nobody here can decide it by then.");
        await walk.Take(Iro, "incoming-work", Form);
        await walk.Save(Iro, "Weighing it up", ("Why now", "The hearing is on Tuesday."), ("Impact of a referral on the child", "He will be heard."));
        return walk;
    }

    /// <summary>From the referral's process to the check of its papers.</summary>
    public static async Task<Visitor> Check(Walk walk)
    {
        var process = await walk.Process(Iro);
        await process.Click("Assemble the papers");
        return process;
    }
}
