using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Waymark.App.Tests.Harness;
using static Waymark.App.Tests.Cast;

namespace Waymark.App.Tests.Requirements.S0;

/// <summary>What the guide tells its people to do, step by step.</summary>
public sealed partial class Guide
{
    public const string Review = "LAC Review", Information = "Significant Information on an open case";
    public const string Qap = "IRO Quality Assurance Process", QapReview = "Review of IRO Quality Assurance Process";
    public const string Progress = "Action progress", Outcome = "Outcome of QAP", NextActions = "Actions Taken";
    public const string Dispute = "Details of dispute", Recommended = "Recommended Actions", StageOutcome = "Outcome of this stage of DRP";
    public const string Update = "Social Worker's update", Decision = "IRO decision on individual issue resolution", ManagersUpdate = "Managers update";
    public const string ToManager = "Manager please update the actions", ToSocialWorker = "Social Worker please update the actions";
    public const string Request1 = "Manager please update the recommended actions", Request2 = "IRO please review information and confirm next actions", Request3 = "IRO Manager please comment and confirm";

    public static string Stage(int stage) => $"IRO Dispute Resolution Process Stage {stage}";

    public static string Outstanding(int stage) => $"Outstanding issues, proceed to DRP Stage {stage}";

    public static string Unresolved(int stage) => $"Issue unresolved – proceed to Stage {stage} dispute resolution process";

    public static string Proceed(int stage) => $"Proceed to DPR Stage {stage}";

    public static Person ManagerOf(int stage) => stage switch { 1 => Tm, 2 => Sm, 3 => SDir, _ => CDir };

    // ---- One act ----

    public async Task<Visitor> Start(string workstep, Person? person = null)
    {
        var visitor = await Summary(person ?? Iro);
        await visitor.Press($"Start {workstep}");
        Workstep = visitor.Path;
        return visitor;
    }

    /// <summary>Writes into a box, or chooses where there is a list.</summary>
    public static void Enter(Visitor visitor, string label, string text, string? within = null)
    {
        var list = visitor.Page.Controls(label, within).OfType<IHtmlSelectElement>().Any();
        if (list || visitor.Page.Group(label, within)?.QuerySelector("input[type=radio]") is not null) visitor.Choose(label, text, within);
        else visitor.Fill(label, text, within);
    }

    /// <summary>Fills a section in and saves it; a label alone is a signature's tick.</summary>
    public async Task<Visitor> Save(Person person, string section, params (string Label, string? Text)[] answers)
    {
        var visitor = await Section(person, section);
        foreach (var (label, text) in answers)
        {
            if (text is null) visitor.Tick(label);
            else Enter(visitor, label, text);
        }
        await visitor.Press("Save");
        return visitor;
    }

    public async Task<Visitor> AddRow(Person person, string section, params (string Label, string Text)[] cells)
    {
        var visitor = await Section(person, section);
        await visitor.Press("Add a row");
        foreach (var (label, text) in cells) Enter(visitor, label, text);
        await visitor.Press("Save");
        return visitor;
    }

    /// <summary>Opens a row, by its number, from its section.</summary>
    public async Task<Visitor> OpenRow(Person person, string section, int row)
    {
        var visitor = await Section(person, section);
        await visitor.Click("Change", within: $": row {row}");
        return visitor;
    }

    public async Task<Visitor> Send(Person person, string request, string? note = null, params Person[] to)
    {
        var visitor = await At(person);
        await visitor.Click(request);
        foreach (var receiver in to) Pick(visitor, receiver);
        if (note is not null) visitor.Fill("Note (optional)", note);
        await visitor.Press("Send request");
        return visitor;
    }

    static void Pick(Visitor visitor, Person person)
    {
        var label = Choices(visitor, "Pass to worker").Single(each => each.StartsWith(person.Name, StringComparison.Ordinal));
        if (visitor.Page.Controls(label).OfType<IHtmlInputElement>().Single().Type == "radio") visitor.Choose("Pass to worker", label);
        else visitor.Tick(label);
    }

    /// <summary>From Incoming Requests: one text for each row that is asked about, in order.</summary>
    public async Task<Visitor> Answer(Person person, string request, string column = "", params string[] texts)
    {
        var visitor = await Take(person, "Incoming Requests", request);
        foreach (var (text, index) in texts.Select((each, at) => (each, at))) visitor.Fill(column, text, within: $": row {index + 1}");
        await visitor.Press("Send answer");
        return visitor;
    }

    public async Task<Visitor> Return(Person person, string request, string? note)
    {
        var visitor = await Take(person, "Incoming Requests", request);
        visitor.Choose("Status", "Returned");
        if (note is not null) visitor.Fill("Note (needed when you return it)", note);
        await visitor.Press("Send answer");
        return visitor;
    }

    public async Task<Visitor> Propose(Person person, string action, Person? to = null, params (string Label, string Text)[] more)
    {
        var visitor = await At(person, "/next-actions");
        visitor.Choose("Select action", action);
        if (to is not null) visitor.Choose("Pass to worker", to.Name);
        foreach (var (label, text) in more) Enter(visitor, label, text);
        await visitor.Press("Add");
        return visitor;
    }

    /// <summary>Checks and finishes, having read what is only warned of. What came of it is in hand where it came to the same person.</summary>
    public async Task<Visitor> Finish(Person person)
    {
        var visitor = await At(person, "/finish");
        foreach (var tick in visitor.Page.Document.QuerySelectorAll<IHtmlInputElement>("input[name=gate]")) tick.IsChecked = true;
        await visitor.Press(visitor.Page.Buttons.SingleOrDefault(words => words.StartsWith("Finish ", StringComparison.Ordinal)) ?? throw visitor.Page.Missing("button to finish"));
        if (visitor.Path.Contains("/worksteps/", StringComparison.Ordinal) && !visitor.Path.EndsWith("/finish", StringComparison.Ordinal)) Workstep = visitor.Path;
        return visitor;
    }

    // ---- Parts of the guide ----

    public async Task LacReview(string concerns = "Yes")
    {
        await Start(Review);
        await Save(Iro, "Review", ("Record of the review", "We met."), ("IRO Audit – LAC Care Planning and Review completed (optional)", "Yes"), ("Concerns found by the audit (optional)", concerns));
    }

    /// <summary>A QAP that came from a LAC review is in hand.</summary>
    public async Task Raise()
    {
        await LacReview();
        await Propose(Iro, "Proceed to IRO Quality Assurance", Iro);
        await Finish(Iro);
    }

    public Task AddAction(string action) => AddRow(Iro, Progress, ("Action", action), ("Date", "10 7 2020"));

    /// <summary>The actions are written down and the manager has been asked.</summary>
    public async Task Ask(params string[] actions)
    {
        foreach (var action in actions.DefaultIfEmpty("Arrange the planning meeting.")) await AddAction(action);
        await Save(Iro, Progress, ("Date the actions need to be reviewed", "3 7 2020"));
        await Send(Iro, ToManager, to: Tm);
    }

    /// <summary>The IRO's own part after the answer: a decision in each row, the summary, the decision, the signature, the next action.</summary>
    public async Task Decide(string decision, string action)
    {
        var rows = (await Section(Iro, Progress)).Page.Links.Count(link => link.StartsWith("Change row", StringComparison.Ordinal));
        for (var row = 1; row <= rows; row++) await (await OpenRow(Iro, Progress, row)).Fill(Decision, "Not yet met.").Press("Save Changes");
        await Save(Iro, Outcome, ("Summary and Conclusion", "The plan stands still."), ("IRO Decision", decision), ("QAP process overseen by", null));
        await Propose(Iro, action, action == "QAP Complete" ? null : Iro);
    }

    /// <summary>From the review to a dispute at a stage: its workstep is in hand.</summary>
    public async Task Escalate(int stage)
    {
        await Raise();
        await Ask();
        await Answer(Tm, ToManager, Update, "Booked.");
        await Decide(Outstanding(stage), Proceed(stage));
        await Finish(Iro);
    }

    /// <summary>What the dispute is about, and what is asked for.</summary>
    public async Task Describe(params string[] actions)
    {
        await Save(Iro, Dispute, ("Summary of issues", "No plan for permanence."));
        foreach (var action in actions.DefaultIfEmpty("Write the plan.")) await AddRow(Iro, Recommended, ("Action", action));
        await Save(Iro, Recommended, ("Desired outcome", "A plan by August."));
    }

    /// <summary>The manager updates every action and hands back to the IRO, who takes note.</summary>
    public async Task Reply(Person manager, params string[] updates)
    {
        await Answer(manager, Request1, ManagersUpdate, updates.Length == 0 ? ["It is begun."] : updates);
        await Answer(Iro, Request2);
    }

    public async Task Conclude(string outcome, string action, params (string Label, string Text)[] more)
    {
        await Save(Iro, StageOutcome, ("Overall summary of progress", "Too slow."), ("Outcome of dispute", outcome), ("Independent Reviewing Officer to confirm recommendations", null));
        await Propose(Iro, action, action == "DRP complete" ? null : Iro, more);
    }

    /// <summary>The IRO Manager comments, signs and finishes.</summary>
    public async Task Confirm()
    {
        await Send(Iro, Request3, to: IroManager);
        var visitor = await Take(IroManager, "Incoming Requests", Request3);
        await visitor.Fill("IRO Manager's comment", "I agree.").Tick("IRO Manager to confirm recommendations").Press("Send answer");
        await Finish(IroManager);
    }

    /// <summary>A whole stage: what it led to, if anything, is in hand.</summary>
    public async Task Through(int stage, string outcome, string action)
    {
        await Describe();
        await Send(Iro, Request1, to: ManagerOf(stage));
        await Reply(ManagerOf(stage));
        await Conclude(outcome, action);
        await Confirm();
    }
}
