using System.Reflection;
using System.Text.Json.Serialization;
using NodaTime;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Waymark.Core.Tests.Calendar;
using Waymark.Core.Tests.Packs;
using Xunit;

namespace Waymark.Core.Tests.Processes;

/// <summary>Ines reviews Amara's care, Tom manages the team, Bea is Ines's deputy; the weeks of the seed's own dates.</summary>
public sealed class StoryTests
{
    private static readonly Guid Ines = Id(1), Tom = Id(2), Bea = Id(3), Pat = Id(4), Amara = Id(9);
    private static readonly Guid Qap = Id(20), Drp = Id(21), Again = Id(22), Asked = Id(30), Second = Id(31), Reply = Id(40), Whole = Id(41), Update = Id(42), Row = Id(50), Proposed = Id(60), Other = Id(61);

    private static readonly Situation Situation = new()
    {
        Pack = PackFiles.Read("island"), Calendar = ShippedCalendars.EnglandAndWales, Now = Instant.FromUtc(2020, 8, 1, 9, 0), Actor = Ines,
        Register = new Register([Person(Ines, "Ines Hart"), Person(Tom, "Tom Ellery"), Person(Bea, "Bea Cole"), Person(Pat, "Pat Moss")], [], [], []),
        Children = [new Child(Amara, 50031675, "Amara Blake", new LocalDate(2012, 3, 4))],
    };

    private readonly List<Event> events = [];
    private Instant now = Instant.FromUtc(2020, 6, 29, 13, 6);

    [Fact]
    public void Each_event_is_told_in_words_that_anybody_understands()
    {
        Play();
        var told = Story.Of(Situation, events);
        var lines = told.Select(each => $"{each.Sequence}. {each.Text}").ToList();
        Assert.Equal(
        [
            "1. Ines Hart began ‘IRO Quality Assurance Process’, number 7, for Amara Blake.",
            "2. ‘IRO Quality Assurance Process’ came to Ines Hart.",
            "3. Ines Hart began work on ‘IRO Quality Assurance Process’.",
            "4. Ines Hart wrote in ‘IRO Quality Assurance Process’: Date the actions need to be reviewed and Actions.",
            "5. ‘Update due’ was set: due by the end of Friday 3 July 2020.",
            "6. Bea Cole for Ines Hart sent ‘Manager please update the actions’ to Tom Ellery (Team Manager for North).",
            "7. Ines Hart went on, having read: ‘The review date is before today.’.",
            "8. Tom Ellery passed ‘Manager please update the actions’ from Tom Ellery to Pat Moss.",
            "9. Pat Moss sent ‘Manager please update the actions’ back with a question.",
            "10. Ines Hart sent ‘Manager please update the actions’ to Tom Ellery (Team Manager for North).",
            "11. ‘Update due’ was near: due by the end of Friday 3 July 2020.",
            "12. No response: ‘Update due’ ended with Friday 3 July 2020, and Tom Ellery had not answered ‘Manager please update the actions’.",
            "13. Tom Ellery answered ‘Manager please update the actions’ outside Waymark, by e-mail; Ines Hart wrote the answer down for Tom Ellery.",
            "14. Ines Hart signed ‘QAP process overseen by’ in ‘IRO Quality Assurance Process’.",
            "15. The signature ‘QAP process overseen by’ in ‘IRO Quality Assurance Process’ no longer held, because what had been signed was changed.",
            "16. Ines Hart chose the next action ‘QAP Complete’.",
            "17. Ines Hart took the next action ‘QAP Complete’ out again.",
            "18. Ines Hart chose the next action ‘Proceed to DPR Stage 2’, to be passed to Ines Hart, for Monday 13 July 2020.",
            "19. Ines Hart finished ‘IRO Quality Assurance Process’.",
            "20. ‘IRO Dispute Resolution Process Stage 2’ came to Ines Hart, to be started on Monday 13 July 2020.",
            "21. The next action ‘Proceed to DPR Stage 2’ was carried out.",
            "22. ‘Manager's reply due’ was set: due by the end of Monday 20 July 2020.",
            "23. ‘Manager's reply due’ moved to due by the end of Tuesday 21 July 2020. It now counts from Tuesday 14 July 2020.",
            "24. ‘Date Entire DRP to be resolved by’ was set: due by the end of Monday 10 August 2020.",
            "25. ‘Date Entire DRP to be resolved by’ ran out: it ended with Monday 10 August 2020.",
            "26. ‘Manager's reply due’ stopped. It was answered.",
            "27. Ines Hart sent ‘Manager please update the recommended actions’ to Tom Ellery (chosen by the sender).",
            "28. Ines Hart withdrew ‘Manager please update the recommended actions’, which Tom Ellery had.",
            "29. Ines Hart passed ‘IRO Dispute Resolution Process Stage 2’ from Ines Hart to Bea Cole.",
            "30. Bea Cole finished ‘IRO Dispute Resolution Process Stage 2’.",
            "31. The process ended: Resolved.",
            "32. Ines Hart reopened the process.",
            "33. Ines Hart reopened ‘IRO Dispute Resolution Process Stage 2’ as a new version, which Bea Cole holds.",
            "34. The finished ‘IRO Dispute Resolution Process Stage 2’ gave way to a new version. It can still be read as it was.",
            "35. Ines Hart marked entry 4 as recorded in error.",
            "36. ‘IRO Dispute Resolution Process Stage 2’ was cancelled.",
            "37. Ines Hart cancelled the process. It stays on the record, marked so.",
            "38. It was kept as a case note, ‘IRO note’.",
            "39. Ines Hart added to the case note ‘IRO note’.",
            "40. Bea Cole moved the process from version 1.0 to version 1.1. What was done before stays as it was.",
        ], lines);
    }

    [Fact]
    public void No_kind_of_event_is_without_words()
    {
        Play();
        var told = Story.Of(Situation, events).Select(each => each.Event.What.GetType()).ToHashSet();
        Assert.Superset(typeof(What).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(kind => kind.DerivedType).ToHashSet(), told);
    }

    [Fact]
    public void What_was_said_and_why_is_told_with_it()
    {
        Play();
        var told = Story.Of(Situation, events);
        Assert.Equal(["Note: Please answer by Friday"], told[5].More);
        Assert.Equal(["Reason: The review was late"], told[6].More);
        Assert.Equal(["Reason: On leave"], told[7].More);
        Assert.Equal(["Note: Which plan?"], told[8].More);
        Assert.Equal(["IRO Dispute Resolution Process Stage 1 was not used: No answer in time"], told[19].More);
        Assert.Equal("0 days from Friday 3 July 2020.", told[4].More[0]);
        Assert.Equal("Ends with Monday 20 July 2020.", told[21].More[^1]);
    }

    [Fact]
    public void What_was_written_stands_beside_what_was_there_before()
    {
        Play();
        var written = Story.Of(Situation, events)[3].Written;
        Assert.Equal(
        [
            new Written("Date the actions need to be reviewed", null, "", "Friday 3 July 2020"),
            new Written("Action", "Actions, row 1", "", "Arrange the PPM"),
            new Written("By whom", "Actions, row 1", "", "Allocated SW"),
            new Written("Action", "Actions, row 2", "", "Find the PEP"),
        ], written);
    }

    [Fact]
    public void An_answer_from_outside_has_two_times_for_ever()
    {
        Play();
        var told = Story.Of(Situation, events);
        Assert.Equal(new LocalDateTime(2020, 7, 3, 16, 30), told[12].Happened);
        Assert.Equal("Recorded on Tuesday 7 July 2020 at 10:00, as received by e-mail from Tom Ellery", told[12].Recorded);
        Assert.All(told.Where(each => each.Sequence != 13), each => Assert.Null(each.Recorded));
    }

    [Fact]
    public void An_entry_in_error_stays_and_says_who_marked_it_and_why()
    {
        Play();
        var told = Story.Of(Situation, events);
        Assert.Equal("Recorded in error: marked by Ines Hart on Monday 17 August 2020 at 10:00. Another child's actions.", told[3].InError);
        Assert.Single(told, each => each.InError is not null);
    }

    private void Play()
    {
        Add(new ProcessStarted(7, "iro-qa", "1.0", "", [Amara], null));
        Add(new WorkstepOpened(Qap, "qap", Ines));
        Add(new WorkstepBegun(Qap));
        Add(new AnswersSaved(Qap, [new CellChange("review-on", "2020-07-03")],
            [new RowChange("actions", Row, [new CellChange("action", "Arrange the PPM"), new CellChange("by-whom", "post:social-worker")]), new RowChange("actions", Id(51), [new CellChange("action", "Find the PEP")])]));
        Add(new ClockStarted(Update, "update-due", Qap, null, Due("0 days", new(2020, 7, 3)), null));
        Add(new RequestSent(Qap, Asked, 1, "manager-update", Tom, "Team Manager for North", "Please answer by Friday"), by: Bea, absent: Ines);
        Add(new GatePassed("review-past", Qap), reason: "The review was late");
        Add(new RequestReassigned(Qap, Asked, Pat), by: Tom, reason: "On leave");
        Add(new RequestAnswered(Qap, Asked, RequestAnswer.Returned, "Which plan?"), by: Pat);
        Add(new RequestSent(Qap, Second, 2, "manager-update", Tom, "Team Manager for North", null));
        Add(new ClockNear(Update), by: Worker.System);
        Add(new ClockRanOut(Update), by: Worker.System);
        now = Instant.FromUtc(2020, 7, 7, 9, 0);
        Add(new RequestAnswered(Qap, Second, RequestAnswer.Completed, null) { Outside = new Outside("e-mail", "Tom Ellery", []) }, absent: Tom, happened: Instant.FromUtc(2020, 7, 3, 15, 30));
        Add(new Signed(Qap, "overseen", "Verified at 10:00AM on 07/07/2020 by Ines Hart", "ab"));
        Add(new SignatureCleared(Qap, "overseen"));
        Add(new NextActionProposed(Qap, Other, "qap-complete", null));
        Add(new NextActionRemoved(Qap, Other));
        Add(new NextActionProposed(Qap, Proposed, "to-drp-2", Ines) { ScheduledFor = new LocalDate(2020, 7, 13) });
        Add(new WorkstepFinished(Qap));
        Add(new WorkstepOpened(Drp, "drp-2", Ines) { CameFrom = Qap, ScheduledFor = new LocalDate(2020, 7, 13), NotUsed = [new NotUsed("drp-1", "No answer in time")] });
        Add(new NextActionTaken(Qap, Proposed, [new Origin(events[0].Process, Drp)]));
        Add(new ClockStarted(Reply, "reply", Drp, null, Due("5 working days", new(2020, 7, 13)), null));
        Add(new ClockMoved(Reply, Due("5 working days", new(2020, 7, 14)), null, "It now counts from Tuesday 14 July 2020."));
        Add(new ClockStarted(Whole, "whole", null, null, Due("20 working days", new(2020, 7, 13)), null));
        Add(new ClockRanOut(Whole), by: Worker.System);
        Add(new ClockStopped(Reply, "It was answered."));
        Add(new RequestSent(Drp, Id(32), 3, "request-1", Tom, "chosen by the sender", null));
        Add(new RequestWithdrawn(Drp, Id(32)));
        Add(new WorkstepReassigned(Drp, Bea));
        Add(new WorkstepFinished(Drp), by: Bea);
        Add(new ProcessEnded("drp-complete", "Resolved"), by: Bea);
        now = Instant.FromUtc(2020, 8, 17, 9, 0);
        Add(new ProcessReopened());
        Add(new WorkstepOpened(Again, "drp-2", Bea) { Reopens = Drp });
        Add(new WorkstepSuperseded(Drp, Again));
        Add(new RecordedInError(4), reason: "Another child's actions");
        Add(new WorkstepCancelled(Again), reason: "Opened in error");
        Add(new ProcessCancelled(), reason: "Opened in error");
        Add(new CaseNoteWritten(Id(90), "iro-note", "IRO Quality Assurance Process: sent", Qap, [new NoteLine("review-on", "Review on", "Friday 3 July 2020")]));
        Add(new CaseNoteWritten(Id(90), "iro-note", "Added", null, [new NoteLine(null, "Note", "He has moved.")]));
        Add(new ProcessMoved("1.1", "a-fingerprint", "1.0"), by: Bea, reason: "The council agreed seven days");
    }

    private void Add(What what, Guid? by = null, Guid? absent = null, string? reason = null, Instant? happened = null) =>
        events.Add(new Event { Process = Id(7), Sequence = events.Count + 1, Happened = happened ?? now, Recorded = now, By = by ?? Ines, For = absent, Reason = reason, What = what });

    private static Deadline Due(string rule, LocalDate from)
    {
        Assert.True(Core.Calendar.Span.TryParse(rule, out var span, out _));
        return Deadline.Of(Core.Calendar.Due.Count(ShippedCalendars.EnglandAndWales, from, span));
    }

    private static Worker Person(Guid id, string name) => new(id, name, "Children's Services", null);

    private static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
}
