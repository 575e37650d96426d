using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Html;
using NodaTime;
using Waymark.App.Features.Shared.Components;
using Waymark.Core.Calendar;
using Waymark.Tests;
using Xunit;

namespace Waymark.App.Tests.Features.Shared.Components;

public class OurComponentsTests
{
    static readonly WorkingCalendar Calendar =
        WorkingCalendar.Read("england-and-wales", File.ReadAllText(Checkout.At("packs", "calendars", "england-and-wales.csv"))).Calendar!;

    [Theory]
    [InlineData("2020-07-01", "2020-07-01", "today", "on the day itself it isn't late")]
    [InlineData("2020-07-01", "2020-07-02", "tomorrow", "the next day has a name")]
    [InlineData("2020-07-03", "2020-07-04", "tomorrow", "also when it is a Saturday")]
    [InlineData("2020-07-01", "2020-07-06", "in 3 working days", "the weekend isn't counted")]
    [InlineData("2020-07-03", "2020-07-05", "in 2 days", "no working day until then, so days are said")]
    [InlineData("2020-07-02", "2020-07-01", "overdue by 1 working day", "the day after is the first late one")]
    [InlineData("2020-07-04", "2020-07-03", "overdue by 1 day", "due Friday, read on Saturday")]
    [InlineData("2020-05-11", "2020-05-07", "overdue by 1 working day", "VE Day on Friday 8 May 2020 and a weekend lie between")]
    public void How_far_away_a_due_date_is_said_in_working_days(string today, string due, string away, string why)
    {
        var text = new DueText(Day(due), Day(today), Calendar);
        Assert.True(text.Away() == away, $"{text.Away()}: {why}");
        Assert.Equal(away.StartsWith("overdue", StringComparison.Ordinal), text.ToString().Contains("wm-due--overdue", StringComparison.Ordinal));
    }

    [Fact]
    public void A_clock_in_hours_says_its_hour_and_is_late_when_that_has_passed()
    {
        var at = new LocalDateTime(2020, 7, 1, 14, 6);
        var due = new DueText(at.Date, at.Date, Calendar) { At = at, Now = at.PlusMinutes(1) };
        Assert.Equal("Due Wednesday 1 July 2020 at 2:06pm, overdue since earlier today", Words(due));
        Assert.Equal("Due Wednesday 1 July 2020 at 2:06pm, today", Words(due with { Now = at }));
    }

    [Fact]
    public void Why_this_date_lists_how_it_was_counted()
    {
        var due = Due.Count(Calendar, Day("2020-06-29"), new Span(5, Unit.WorkingDays));
        var why = Dom(new WhyThisDate(due.Why()) { Of = "the response" });
        Assert.Equal("Why this date? (the response)", Words(why.QuerySelector("summary")!));
        Assert.Equal(due.Why(), why.QuerySelectorAll("li").Select(Words));
    }

    [Fact]
    public void Each_stage_of_a_ladder_says_in_words_where_it_stands()
    {
        var ladder = Dom(new Ladder([new("Team manager", Rung.Done), new("Service manager", Rung.NotUsed), new("Director", Rung.Here), new("Cafcass", Rung.Ahead)]));
        Assert.Equal(
            ["Team manager Used", "Service manager Not used", "Director Now", "Cafcass Not reached"],
            ladder.QuerySelectorAll(".wm-ladder__title").Select(Words));
        Assert.Equal("Director Now", Words(ladder.QuerySelector("[aria-current=step] .wm-ladder__title")!));
    }

    [Theory]
    [InlineData(TurnState.Plain, "wm-state--plain")]
    [InlineData(TurnState.Waiting, "wm-state--waiting")]
    [InlineData(TurnState.Returned, "wm-state--returned")]
    [InlineData(TurnState.Finished, "wm-state--finished")]
    public void A_state_is_words_with_a_colour_beside_them(TurnState state, string name)
    {
        var tag = Dom(new StateTag("Waiting for Priya Shah", state)).QuerySelector("strong")!;
        Assert.Equal("Waiting for Priya Shah", Words(tag));
        Assert.Contains(name, tag.ClassList);
    }

    [Fact]
    public void A_day_without_a_time_is_not_given_one()
    {
        var items = Dom(new Timeline([
            new TimelineItem("Sent") { On = Day("2020-06-29"), At = new LocalTime(9, 32), By = "Jill Hammond" },
            new TimelineItem("Answered") { On = Day("2020-06-24"), Note = "recorded on 25 June 2020" },
        ])).QuerySelectorAll("li");
        Assert.Equal("Sent by Jill Hammond 29 June 2020 at 9:32am", Words(items[0]));
        Assert.Equal("Answered 24 June 2020 · recorded on 25 June 2020", Words(items[1]));
        Assert.Equal("2020-06-24", items[1].QuerySelector("time")!.GetAttribute("datetime"));
    }

    [Fact]
    public void What_people_write_is_text_wherever_it_stands()
    {
        const string text = "<b onmouseover=\"x\">O'Brien & Łucja</b>";
        Component[] all =
        [
            new Tag(text), new Button(text) { Href = text }, new Input(text, text) { Value = text, Hint = text, ErrorMessage = text },
            new Textarea("t", text) { Value = text }, new Select("s", text) { Items = [new(text, text)] },
            new SummaryList([new(text, text)]) { Card = new() { Title = text } }, new Table([[text, text]]) { Head = [text], Caption = text },
            new StateTag(text, TurnState.Waiting), new IdentityBar(text) { Facts = [(text, text)] }, new Ladder([new(text, Rung.Here) { Status = text }]),
            new TaskRows([new(text, text) { About = text }]), new Timeline([new(text) { On = Day("2020-07-01"), By = text, Note = text }]),
            new Parts(text, [new(text, text)]), new WhyThisDate([text]) { Of = text }, new ErrorSummary([new(text, text)]),
            new Radios("r") { Fieldset = new(text), Items = [new(text, text)] }, new Details(text, text), new NotificationBanner(text),
        ];
        foreach (var component in all)
        {
            var dom = Dom(component);
            Assert.False(dom.QuerySelector("b, [onmouseover]") is not null, $"{component.GetType().Name} let a tag through");
            Assert.Contains("Łucja", component.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Only_HTML_made_as_such_passes_as_it_is() =>
        Assert.Equal("<i>a</i> &lt;i&gt;b&lt;/i&gt; 3", ((Markup)$"{new HtmlString("<i>a</i>")} {"<i>b</i>"} {3}").ToString());

    static LocalDate Day(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;

    static IElement Dom(Component component) => new HtmlParser().ParseDocument($"<body>{component}").Body!;

    static string Words(Component component) => Words(Dom(component));

    static string Words(IElement element) => string.Join(' ', element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .Replace(" ,", ",", StringComparison.Ordinal);
}
