using Waymark.Core.Processes;
using static Waymark.Core.Tests.Processes.Cast;

namespace Waymark.Core.Tests.Processes;

/// <summary>The guide's own path in strides, for tests that are about what comes after.</summary>
internal static class Island
{
    /// <summary>A review whose audit found concerns, finished with the next action that opens the QA process.</summary>
    public static Play Qap(this Play play) => play.Start(Ida, "lac-review")
        .Save(Ida, ("review-record", "We met Arlo at home."), ("audit-done", "yes"), ("concerns", "yes"))
        .Propose(Ida, "to-qap", Ida).Finish(Ida);

    /// <summary>The QA process asks Tess for an update by 3 July.</summary>
    public static Play Asked(this Play play) => play
        .Save(Ida, ("review-on", "2020-07-03"))
        .Row(Ida, ("action", "Arrange the planning meeting."), ("by-whom", "post:social-worker"), ("by-date", "2020-07-03"))
        .Send(Ida, "manager-update", Tess);

    public static Play Updated(this Play play) => play.Complete(Tess, "manager-update", new Typed("sw-update", play.Work.Tables["actions"][0].Id, "It took place on 30 June."));

    /// <summary>Everything that the QA process still needs, with this decision and next action, but for Finish.</summary>
    public static Play Decided(this Play play, string decision, string action) => play
        .Cells(Ida, play.Work.Tables["actions"][0].Id, ("iro-decision", "Seen."))
        .Save(Ida, ("summary", "Arlo has waited for his plan."), ("decision", decision))
        .Sign(Ida, "overseen")
        .Propose(Ida, action, action == "qap-complete" ? null : Ida);

    public static Play Qapped(this Play play, string decision, string action) => play.Qap().Asked().Updated().Decided(decision, action).Finish(Ida);

    public static Play Stage(this Play play, int stage) => play.Qapped($"stage-{stage}", $"to-drp-{stage}");

    /// <summary>The dispute is set out and the manager asked.</summary>
    public static Play Disputed(this Play play, Guid manager) => play
        .Save(Ida, ("issues", "No plan for permanence."), ("desired-outcome", "A plan by August."))
        .Row(Ida, ("action", "Write the plan."))
        .Send(Ida, "request-1", manager);

    public static Play Replied(this Play play, Guid manager) => play
        .Complete(manager, "request-1", new Typed("managers-update", play.Work.Tables["actions"][0].Id, "We have begun."))
        .Send(manager, "request-2", Ida)
        .Complete(Ida, "request-2");

    public static Play Concluded(this Play play, string outcome, string action) => play
        .Save(Ida, ("progress", "Some."), ("outcome", outcome))
        .Sign(Ida, "iro-confirms")
        .Propose(Ida, action, action is "drp-complete" or "close-left-care" ? null : Ida);

    public static Play Confirmed(this Play play) => play
        .Send(Ida, "request-3", Mona)
        .Save(Mona, ("manager-comment", "I agree."))
        .Sign(Mona, "manager-confirms")
        .Complete(Mona, "request-3");

    /// <summary>A whole stage, from the dispute to the IRO Manager's Finish.</summary>
    public static Play Through(this Play play, Guid manager, string outcome, string action) =>
        play.Disputed(manager).Replied(manager).Concluded(outcome, action).Confirmed().Finish(Mona);
}
