using NodaTime;
using Waymark.Core.Calendar;
using Xunit;
using static Waymark.Core.Tests.Calendar.ShippedCalendars;
using Span = Waymark.Core.Calendar.Span;

namespace Waymark.Core.Tests.Calendar;

public class WorkingCalendarTests
{
    [Theory]
    [InlineData("2026-04-02", null)]
    [InlineData("2026-04-03", "Good Friday (bank holiday)")]
    [InlineData("2026-04-04", "Saturday")]
    [InlineData("2026-04-05", "Sunday")]
    [InlineData("2026-05-25", "Spring bank holiday")]
    [InlineData("2026-12-28", "Boxing Day (substitute day)")]
    [InlineData("1950-04-07", null)]
    [InlineData("2150-01-03", "Saturday")]
    public void A_day_says_why_it_is_not_counted(string day, string? why)
    {
        Assert.Equal(why, EnglandAndWales.WhyNot(Day(day)));
        Assert.Equal(why is null, EnglandAndWales.IsWorkingDay(Day(day)));
    }

    [Theory]
    [InlineData("2026-03-09", -1, "2026-03-06", "the Friday before a Monday")]
    [InlineData("2026-03-08", -1, "2026-03-06", "the Friday before a Sunday")]
    [InlineData("2026-04-07", -1, "2026-04-02", "over Easter")]
    [InlineData("2026-04-17", -10, "2026-04-01", "the way back of ten days on")]
    [InlineData("2012-01-03", -1, "2011-12-30", "out of the listed years")]
    [InlineData("2029-01-02", -2, "2028-12-29", "back into the listed years")]
    public void Working_days_count_back_too(string from, int days, string to, string word) =>
        Assert.Equal((Day(to), word), (EnglandAndWales.AddWorkingDays(Day(from), days), word));

    [Theory]
    [InlineData("2026-04-02", "2026-04-07", 1, "over Easter")]
    [InlineData("2026-04-07", "2026-04-02", -1, "and back")]
    [InlineData("2026-04-03", "2026-04-06", 0, "within Easter")]
    [InlineData("2026-03-06", "2026-03-06", 0, "the same day")]
    [InlineData("2011-12-29", "2012-01-04", 3, "into the listed years: 30 December, 3 and 4 January")]
    [InlineData("2028-12-28", "2029-01-02", 3, "out of the listed years: 29 December, 1 and 2 January")]
    public void Working_days_lie_between_two_days(string from, string to, int days, string word) =>
        Assert.Equal((days, word), (EnglandAndWales.WorkingDaysBetween(Day(from), Day(to)), word));

    [Fact]
    public void A_late_holiday_makes_another_calendar_and_leaves_the_first()
    {
        var proclaimed = EnglandAndWales.With(new Holiday(Day("2026-07-01"), "A day of thanks"));
        var rule = new Span(2, Unit.WorkingDays);
        Assert.Equal(Day("2026-07-01"), Due.Count(EnglandAndWales, Day("2026-06-29"), rule).On);
        Assert.Equal(Day("2026-07-02"), Due.Count(proclaimed, Day("2026-06-29"), rule).On);
        Assert.Equal("A day of thanks (bank holiday)", proclaimed.WhyNot(Day("2026-07-01")));
    }

    [Fact]
    public void A_holiday_proclaimed_past_the_known_days_is_counted_out_and_the_date_stays_provisional()
    {
        var proclaimed = EnglandAndWales.With(new Holiday(Day("2029-06-05"), "A jubilee"));
        var due = Due.Count(proclaimed, Day("2029-06-04"), new Span(1, Unit.WorkingDays));
        Assert.Equal(Day("2029-06-06"), due.On);
        Assert.True(due.Provisional);
    }

    [Fact]
    public void A_holiday_that_is_listed_already_changes_nothing() =>
        Assert.Equal(EnglandAndWales.Holidays, EnglandAndWales.With(new Holiday(Day("2026-04-03"), "Another name")).Holidays);

    const string Head = "# known from 2026-01-01\n# known to 2026-12-31; perhaps more\n# zone Europe/London\ndate,name,notes\n";

    [Fact]
    public void A_file_is_read_with_quotes_other_line_ends_and_empty_lines()
    {
        var reading = WorkingCalendar.Read("here", "\uFEFF" + (Head + "2026-05-04,\"May, the \"\"early\"\" one\",\"a note, with a comma\"\n\n2026-12-25,Christmas Day,\n").ReplaceLineEndings("\r\n"));
        Assert.Empty(reading.Faults);
        Assert.Equal(
            [new Holiday(Day("2026-05-04"), "May, the \"early\" one", "a note, with a comma"), new Holiday(Day("2026-12-25"), "Christmas Day")],
            reading.Calendar!.Holidays);
        Assert.Equal((Day("2026-01-01"), Day("2026-12-31")), (reading.Calendar.KnownFrom, reading.Calendar.KnownTo));
    }

    [Fact]
    public void A_file_without_holidays_knows_that_there_are_none() =>
        Assert.Equal(Day("2026-12-25"), WorkingCalendar.Read("here", Head).Calendar!.AddWorkingDays(Day("2026-12-24"), 1));

    [Theory]
    [InlineData("2026-02-30,A day,\n", "here.csv:5:1: '2026-02-30' is not a date.")]
    [InlineData("25/12/2026,Christmas Day,\n", "here.csv:5:1: '25/12/2026' is not a date.")]
    [InlineData("2026-12-25,,\n", "here.csv:5:12: This holiday has no name.")]
    [InlineData("2026-12-25,Christmas Day\n", "here.csv:5:25: This line has 2 of the three columns")]
    [InlineData("2026-12-25,Christmas Day,a,b\n", "here.csv:5:28: This is a fourth column.")]
    [InlineData("2026-12-25,\"Christmas Day,\n", "here.csv:5:12: The quotes that begin here are not closed.")]
    [InlineData("2026-12-25,\"Christmas\" Day,\n", "here.csv:5:23: After closing quotes")]
    [InlineData("2026-12-25,A,\n2026-12-25,B,\n", "here.csv:6:1: Friday 25 December 2026 is already in line 5.")]
    [InlineData("2025-12-25,A,\n", "here.csv:5:1: Thursday 25 December 2025 is before the first known day.")]
    [InlineData("# known to 2027-12-31\n", "here.csv:5:1: This was stated already")]
    [InlineData("# zone Europe/Lundun\n", "here.csv:5:8: 'Europe/Lundun' is not a time zone.")]
    [InlineData("# known from soon\n", "here.csv:5:14: 'soon' is not a date.")]
    public void A_fault_says_where_and_what(string line, string told)
    {
        var reading = WorkingCalendar.Read("here", Head + line);
        Assert.Null(reading.Calendar);
        Assert.StartsWith(told, reading.Faults[0].ToString());
    }

    [Theory]
    [InlineData("", "here.csv:1:1: The heading 'date,name,notes' is missing.")]
    [InlineData("2026-12-25,A,\n", "here.csv:1:1: The heading 'date,name,notes' belongs here")]
    [InlineData("# known to 2026-12-31\n# zone Europe/London\ndate,name,notes\n", "here.csv:1:1: Say from when")]
    [InlineData("# known from 2026-01-01\n# zone Europe/London\ndate,name,notes\n", "here.csv:1:1: Say until when")]
    [InlineData("# known from 2026-01-01\n# known to 2026-12-31\ndate,name,notes\n", "here.csv:1:1: Say where")]
    [InlineData("# known from 2027-01-01\n# known to 2026-12-31\n# zone Europe/London\ndate,name,notes\n", "here.csv:1:1: The holidays are known from")]
    public void Nothing_that_a_file_must_state_is_guessed(string csv, string told) =>
        Assert.StartsWith(told, WorkingCalendar.Read("here", csv).Faults[0].ToString());

    [Fact]
    public void All_faults_come_at_once() =>
        Assert.Equal([5, 6, 6], WorkingCalendar.Read("here", Head + "soon,A,\nlater,,\n").Faults.Select(fault => fault.At.Line));
}
