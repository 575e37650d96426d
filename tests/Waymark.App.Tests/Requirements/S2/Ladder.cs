using Waymark.App.Tests.Harness;

namespace Waymark.App.Tests.Requirements.S2;

/// <summary>The ways up the flowchart's stages, by the posts' holders in the demonstration.</summary>
static class Ladder
{
    public const string Iro = "nerissa", Worker = "lionel", TeamManager = "gideon", HeadOfIros = "percival", HeadOfService = "casimir", HeadOfQuality = "dagny";
    public const int Child = 72000401;
    public const string Form = "Quality Assurance Form (stage 1)", AskForm = "Please respond to the Quality Assurance Form (stage 1)";

    public static async Task Weigh(Walk walk, string serious, string part)
    {
        await walk.Start(Iro, Child, "Practice or other concern");
        await walk.Save(Iro, "Concern", ("Concern", "No plan."), ("Serious enough to warrant immediate action", serious), ("The dispute is with another part of the Council (optional)", part));
    }

    /// <summary>The formal form, filled in and not sent.</summary>
    public static async Task Formal(Walk walk)
    {
        await Weigh(walk, "NO", "Children's services");
        await walk.Propose(Iro, "Straight to formal QA Notification", "It touches the care plan.");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", Form);
        await walk.Save(Iro, Form, ("Formal QA Notification Criteria", "Drift/delay in implementation in care plan"), ("Detail", "Eleven weeks."), ("Action asked", "A date."));
    }

    /// <summary>A concern so serious that a stage is entered at once; the stage's holder has it in hand.</summary>
    public static async Task EnterAt(Walk walk, string stage, string holder, string part = "Children's services")
    {
        await Weigh(walk, "YES", part);
        await walk.Propose(Iro, "Inform DHoS IRO or Deputy Head of Service (operational)");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", "Immediate action");
        await walk.Send(Iro, "Urgent concern about a child");
        await walk.Save(Iro, "Who was told of it", ("How", "Phone"), ("What was agreed", "To talk today."), ("Enter at", stage));
        await walk.Propose(Iro, $"Enter at {stage}");
        await walk.Finish(Iro);
        await walk.Take(holder, "incoming-work", $"Dispute, {stage}");
    }

    public static Task<Visitor> Discussed(Walk walk, string at, string agreed) =>
        walk.Save(HeadOfIros, "Discussion", ("Discussion held", at), ("Agreed", agreed), ("Outcome", "Tutors from Monday."));

    /// <summary>From stage 2, with agreement on the day, to the plan.</summary>
    public static async Task Planned(Walk walk, string at)
    {
        await Discussed(walk, at, "YES");
        await walk.Propose(HeadOfIros, "Urgent action plan agreed");
        await walk.Finish(HeadOfIros);
        await walk.Take(HeadOfIros, "incoming-work", "Urgent action plan");
    }

    /// <summary>One row of a table of actions.</summary>
    public static async Task<Visitor> Act(Walk walk, string worker, string table, string by)
    {
        var visitor = await walk.At(worker, $"/tables/{table}");
        await visitor.Fill("Action", "Ask for a direction.").Fill("Or somebody else, in words", "The school").Fill("By when", by).Press("Save");
        return visitor;
    }

    public static async Task OnTo3(Walk walk)
    {
        await walk.Propose(HeadOfIros, "Cannot be resolved - Stage 3");
        await walk.Finish(HeadOfIros);
        await walk.Take(HeadOfService, "incoming-work", "Dispute, Stage 3");
    }

    /// <summary>From stage 3 to the meeting, in its chair's hand.</summary>
    public static async Task Meeting(Walk walk, string day)
    {
        await walk.Save(HeadOfService, "Discussion", ("Date", day), ("Outcome", "We differ."));
        await walk.Save(HeadOfQuality, "Discussion", ("Professionals meeting needed", "YES"));
        await walk.Propose(HeadOfService, "Hold a Professionals meeting");
        await walk.Finish(HeadOfService);
        await walk.Take(HeadOfQuality, "incoming-work", "Professionals meeting");
    }

    /// <summary>Presses what is on the page once more, with a reason for what it asked.</summary>
    public static async Task<Visitor> All_the_same(Visitor visitor, string reason, string button = "Save")
    {
        foreach (var tick in visitor.Page.Document.QuerySelectorAll("input[name=gate]").OfType<AngleSharp.Html.Dom.IHtmlInputElement>()) tick.IsChecked = true;
        foreach (var box in visitor.Page.Document.QuerySelectorAll("textarea[name^='reason.']").OfType<AngleSharp.Html.Dom.IHtmlTextAreaElement>()) box.Value = reason;
        await visitor.Press(button);
        return visitor;
    }
}
