namespace Waymark.Core.Access;

/// <summary>Only in the copy that tests/weakened/run.sh makes: which check is weakened now.</summary>
public static class Weakened
{
    public static string? Now { get; set; }

    public static bool Is(string check) => Now == check;
}
