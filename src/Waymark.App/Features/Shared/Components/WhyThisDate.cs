namespace Waymark.App.Features.Shared.Components;

/// <summary>Beside each date that Waymark worked out: how it did, in the sentences of <c>Due.Why()</c>.</summary>
public sealed record WhyThisDate(IEnumerable<string> Because) : Component
{
    /// <summary>What the date is of, for a screen reader among several: "the team manager's response".</summary>
    public string? Of { get; init; }

    protected override Markup Render() => $"{new Details
    {
        Classes = "wm-why" + And(Classes),
        Attributes = Attributes,
        SummaryHtml = (Markup)$"Why this date?{(Of is null ? null : (Markup)$"<span class=\"govuk-visually-hidden\"> ({Of})</span>")}",
        Html = (Markup)$"<ul class=\"govuk-list\">{Because.Select(sentence => (Markup)$"<li>{sentence}</li>")}</ul>",
    }}";
}
