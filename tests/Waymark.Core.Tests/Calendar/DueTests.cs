using NodaTime;
using Waymark.Core.Calendar;
using Xunit;
using static Waymark.Core.Tests.Calendar.ShippedCalendars;
using Span = Waymark.Core.Calendar.Span;

namespace Waymark.Core.Tests.Calendar;

public class DueTests
{
    static readonly DueRules Rules = new(All);

    [Theory]
    [InlineData("2020-06-29", "5 working days", "2020-07-06", "a plain week, with one weekend")]
    [InlineData("2020-06-29", "20 working days", "2020-07-27", "the whole dispute process from the same day")]
    [InlineData("2020-04-08", "5 working days", "2020-04-17", "Good Friday and Easter Monday")]
    [InlineData("2020-08-24", "20 working days", "2020-09-22", "August bank holiday")]
    [InlineData("2019-04-18", "5 working days", "2019-04-29", "Easter")]
    [InlineData("2019-04-18", "20 working days", "2019-05-21", "Easter and May Day together")]
    [InlineData("2015-08-26", "10 working days", "2015-09-10", "August bank holiday")]
    [InlineData("2026-04-01", "5 working days", "2026-04-10", "Easter")]
    [InlineData("2026-04-01", "10 working days", "2026-04-17", "Easter, then a plain week")]
    [InlineData("2026-04-01", "20 working days", "2026-05-01", "Easter, up to the Friday before May Day")]
    [InlineData("2026-12-18", "10 working days", "2027-01-06", "Christmas, a substitute day, New Year")]
    [InlineData("2026-03-07", "5 working days", "2026-03-13", "from a Saturday")]
    [InlineData("2020-05-05", "3 working days", "2020-05-11", "May Day moved to the Friday for VE Day")]
    [InlineData("2022-09-16", "1 working day", "2022-09-20", "the State Funeral")]
    [InlineData("2026-03-06", "0 working days", "2026-03-06", "none, from a working day")]
    [InlineData("2026-03-07", "0 working days", "2026-03-09", "none, from a Saturday")]
    [InlineData("2026-04-03", "0 working days", "2026-04-07", "none, from Good Friday")]
    [InlineData("2026-04-02", "1 working day", "2026-04-07", "the day after is Good Friday")]
    [InlineData("2026-03-07", "0 days", "2026-03-07", "no days, from a Saturday")]
    [InlineData("2026-04-02", "3 days", "2026-04-05", "days count holidays and weekends")]
    [InlineData("2024-02-26", "3 days", "2024-02-29", "a leap year")]
    [InlineData("2026-12-21", "2 weeks", "2027-01-04", "weeks are seven days each")]
    [InlineData("2015-07-10T16:00", "72 hours", "2015-07-13T16:00", "a weekend counts")]
    [InlineData("2026-03-27T16:00", "72 hours", "2026-03-30T17:00", "the clocks go forward")]
    [InlineData("2026-10-23T16:00", "72 hours", "2026-10-26T15:00", "the clocks go back")]
    [InlineData("2026-10-25T01:30", "1 hour", "2026-10-25T01:30", "a time that comes twice is the earlier")]
    [InlineData("2026-03-29T00:59", "1 hour", "2026-03-29T02:59", "over the hour that never was")]
    [InlineData("2026-07-10T16:00", "0 hours", "2026-07-10T16:00", "no hours")]
    [InlineData("2026-03-27T16:00", "2 working days", "2026-03-31", "a time of day doesn't matter to days")]
    [InlineData("2028-12-20", "7 working days", "2029-01-02\tprovisional", "past the last known day")]
    [InlineData("2028-12-20", "5 working days", "2028-12-29", "up to the last known day")]
    [InlineData("2028-12-30", "1 day", "2028-12-31", "the last known day itself")]
    [InlineData("2011-12-30", "1 working day", "2012-01-03\tprovisional", "from before the first known day")]
    public void A_rule_falls_due(string from, string rule, string due, string word) =>
        Assert.Equal((due, word), (Rules.Answer($"england-and-wales\t{from}\t{rule}"), word));

    [Theory]
    [InlineData("scotland", "2026-11-27", "2026-12-01", "St Andrew's Day")]
    [InlineData("northern-ireland", "2026-07-10", "2026-07-14", "the Battle of the Boyne, on its substitute day")]
    [InlineData("jersey", "2025-05-08", "2025-05-12", "Liberation Day")]
    [InlineData("jersey", "2026-05-08", "2026-05-11", "Liberation Day at a weekend has no substitute")]
    [InlineData("england-and-wales", "2025-05-08", "2025-05-09", "none of these")]
    public void Each_place_has_its_own_holidays(string calendar, string from, string due, string word) =>
        Assert.Equal((due, word), (Rules.Answer($"{calendar}\t{from}\t1 working day"), word));

    [Theory]
    [InlineData("2026-01-31", 1, Unit.Months, "2026-02-28", "clamped to the month's end")]
    [InlineData("2024-01-31", 1, Unit.Months, "2024-02-29", "clamped in a leap year")]
    [InlineData("2026-11-15", 3, Unit.Months, "2027-02-15", "over the year's end")]
    [InlineData("2026-01-15", 1, Unit.MonthEnds, "2026-01-31", "this month's")]
    [InlineData("2026-01-31", 1, Unit.MonthEnds, "2026-02-28", "day 0 is a month end, so the next")]
    [InlineData("2026-01-15", 3, Unit.MonthEnds, "2026-03-31", "the third")]
    [InlineData("2026-04-30", 1, Unit.MonthEnds, "2026-05-31", "from a short month to a long one")]
    [InlineData("2026-01-15", 0, Unit.MonthEnds, "2026-01-31", "none, within the month")]
    [InlineData("2026-01-31", 0, Unit.MonthEnds, "2026-01-31", "none, on a month end")]
    public void Months_are_counted_by_the_calendar(string from, int amount, Unit unit, string due, string word) =>
        Assert.Equal((Day(due), word), (Due.Count(EnglandAndWales, Day(from), new Span(amount, unit)).On, word));

    [Fact]
    public void It_is_late_from_the_start_of_the_next_day()
    {
        var summer = Due.Count(EnglandAndWales, Day("2020-06-29"), new Span(5, Unit.WorkingDays));
        Assert.Equal(Instant.FromUtc(2020, 7, 6, 23, 0), summer.Ends);

        var winter = Due.Count(EnglandAndWales, Day("2026-01-05"), new Span(5, Unit.WorkingDays));
        Assert.Equal(Instant.FromUtc(2026, 1, 13, 0, 0), winter.Ends);
    }

    [Fact]
    public void Hours_end_when_they_have_passed()
    {
        var start = Instant.FromUtc(2026, 3, 27, 16, 0);
        Assert.Equal(start + Duration.FromHours(72), Due.Count(EnglandAndWales, start, new Span(72, Unit.Hours)).Ends);
    }

    [Fact]
    public void An_instant_counts_from_its_day_where_the_calendar_is() =>
        // 23:30 UTC on 29 June is half past midnight on the 30th in summer time.
        Assert.Equal(Day("2020-06-30"), Due.Count(EnglandAndWales, Instant.FromUtc(2020, 6, 29, 23, 30), new Span(5, Unit.WorkingDays)).From);

    [Fact]
    public void Hours_are_not_counted_from_a_day() =>
        Assert.Throws<ArgumentException>(() => Due.Count(EnglandAndWales, Day("2020-06-29"), new Span(72, Unit.Hours)));

    [Fact]
    public void It_says_why() =>
        Assert.Equal(
            ["5 working days from Monday 29 June 2020.", "Not counted: Saturday 4 July, Sunday 5 July.", "Ends with Monday 6 July 2020."],
            Due.Count(EnglandAndWales, Day("2020-06-29"), new Span(5, Unit.WorkingDays)).Why());

    [Fact]
    public void It_names_the_holidays_and_the_year_when_it_is_another() =>
        Assert.Equal(
            "Not counted: Christmas Day (bank holiday) on Friday 25 December, Saturday 26 December, Sunday 27 December, "
            + "Boxing Day (substitute day) on Monday 28 December, New Year’s Day (bank holiday) on Friday 1 January 2027, "
            + "Saturday 2 January 2027, Sunday 3 January 2027.",
            Due.Count(EnglandAndWales, Day("2026-12-21"), new Span(8, Unit.WorkingDays)).Why().ElementAt(1));

    [Fact]
    public void Many_weekends_are_a_number_but_each_holiday_has_its_name() =>
        Assert.Equal(
            "Not counted: 24 Saturdays and Sundays, Summer bank holiday on Monday 31 August.",
            Due.Count(EnglandAndWales, Day("2020-06-29"), new Span(60, Unit.WorkingDays)).Why().ElementAt(1));

    [Fact]
    public void No_working_days_from_a_Saturday_pass_over_that_Saturday() =>
        Assert.Equal(
            ["0 working days from Saturday 7 March 2026.", "Not counted: Saturday 7 March, Sunday 8 March.", "Ends with Monday 9 March 2026."],
            Due.Count(EnglandAndWales, Day("2026-03-07"), new Span(0, Unit.WorkingDays)).Why());

    [Fact]
    public void Hours_say_that_the_clocks_changed() =>
        Assert.Equal(
            ["72 hours from Friday 23 October 2026 at 16:00.", "The clocks go back in between.", "Ends on Monday 26 October 2026 at 15:00."],
            Due.Count(EnglandAndWales, Instant.FromUtc(2026, 10, 23, 15, 0), new Span(72, Unit.Hours)).Why());

    [Fact]
    public void A_date_past_what_is_known_says_so() =>
        Assert.Equal(
            "Provisional: holidays after Sunday 31 December 2028 are not known yet.",
            Due.Count(EnglandAndWales, Day("2028-12-20"), new Span(10, Unit.WorkingDays)).Why().Last());

    [Theory]
    [InlineData("", "The line is empty.")]
    [InlineData("england-and-wales\t2020-06-29", "three parts")]
    [InlineData("england-and-wales\t2020-06-29\t5 days\tmore", "three parts")]
    [InlineData("wales\t2020-06-29\t5 days", "Write one of: england-and-wales, jersey, northern-ireland, scotland.")]
    [InlineData("scotland\t2026-02-29\t5 days", "'2026-02-29' is not a date.")]
    [InlineData("scotland\t29/06/2020\t5 days", "Write a date as in 2020-06-29")]
    [InlineData("scotland\t2026-06-29 16:00\t5 days", "as in 2026-03-27T16:00")]
    [InlineData("scotland\t2026-06-29T24:00\t5 days", "is not a date")]
    [InlineData("scotland\t9999-12-31\t5 days", "between the years 1900 and 2199")]
    [InlineData("scotland\t2026-06-29\t5 hours", "Hours are counted from a time.")]
    [InlineData("scotland\t2026-03-29T01:30\t5 hours", "the clocks went forward over it")]
    [InlineData("scotland\t2026-06-29\t", "The rule is empty.")]
    [InlineData("scotland\t2026-06-29\tfive days", "'five' is not an amount.")]
    [InlineData("scotland\t2026-06-29\t1001 days", "from 0 to 1000")]
    [InlineData("scotland\t2026-06-29\t-1 days", "from 0 to 1000")]
    [InlineData("scotland\t2026-06-29\t5 fortnights", "'fortnights' is not something that can be counted.")]
    public void A_line_that_cannot_be_answered_says_what_to_write(string line, string told)
    {
        var answer = Rules.Answer(line);
        Assert.StartsWith("error: ", answer);
        Assert.Contains(told, answer);
        Assert.DoesNotContain('\n', answer);
    }

    [Theory]
    [InlineData("5 working days", 5, Unit.WorkingDays, "5 working days")]
    [InlineData("1 working days", 1, Unit.WorkingDays, "1 working day")]
    [InlineData("72 hours", 72, Unit.Hours, "72 hours")]
    [InlineData(" 1 week ", 1, Unit.Weeks, "1 week")]
    [InlineData("0 days", 0, Unit.Days, "0 days")]
    [InlineData("1000 days", 1000, Unit.Days, "1000 days")]
    public void A_span_is_read_and_said(string text, int amount, Unit unit, string said)
    {
        Assert.True(Span.TryParse(text, out var span, out _));
        Assert.Equal(new Span(amount, unit), span);
        Assert.Equal(said, span.ToString());
    }
}
