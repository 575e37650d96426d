namespace Waymark.Core.Calendar;

public enum Unit { Hours, Days, Weeks, Months, MonthEnds, WorkingDays }

/// <summary>An amount of time as a rule states it: '5 working days', '72 hours'.</summary>
public readonly record struct Span(int Amount, Unit Unit);
