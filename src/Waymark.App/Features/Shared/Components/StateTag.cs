namespace Waymark.App.Features.Shared.Components;

/// <summary>Whose turn it is. The colours are those that workers know: white, yellow, and yellow with a red border.</summary>
public enum TurnState
{
    Plain,
    Waiting,
    Returned,
    Finished,
}

/// <summary>
/// Always words: "Waiting for Priya Shah (team manager)", "Returned by Priya Shah". The colour comes from
/// <see cref="TurnState"/> and never speaks alone.
/// </summary>
public sealed record StateTag(string Text, TurnState State) : Component
{
    protected override Markup Render() =>
        $"<strong class=\"wm-state wm-state--{Name}{And(Classes)}\"{Attributes}>{Text}</strong>";

    string Name => State switch
    {
        TurnState.Waiting => "waiting",
        TurnState.Returned => "returned",
        TurnState.Finished => "finished",
        _ => "plain",
    };
}
