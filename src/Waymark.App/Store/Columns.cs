using System.Text;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace Waymark.App.Store;

/// <summary>How our values stand in columns, the same on both databases.</summary>
public static class Columns
{
    const long TicksPerMicrosecond = NodaConstants.TicksPerMillisecond / 1000;

    /// <summary>Microseconds since 1970 UTC. What is finer is lost: clocks are cut to whole microseconds before they are used.</summary>
    public static long Microseconds(Instant at) => (at - NodaConstants.UnixEpoch).BclCompatibleTicks / TicksPerMicrosecond;

    public static Instant At(long microseconds) => NodaConstants.UnixEpoch + Duration.FromTicks(microseconds * TicksPerMicrosecond);

    public static Instant Whole(Instant at) => At(Microseconds(at));

    /// <summary>'CameFromProcess' stands in the column 'came_from_process', and the status RunOut is the word 'run_out'.</summary>
    public static string Snake(string name)
    {
        var snake = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && snake.Length > 0) snake.Append('_');
            snake.Append(char.ToLowerInvariant(letter));
        }
        return snake.ToString();
    }

    internal sealed class InstantColumn() : ValueConverter<Instant, long>(at => Microseconds(at), microseconds => At(microseconds));

    internal sealed class DayColumn() : ValueConverter<LocalDate, DateOnly>(day => day.ToDateOnly(), day => LocalDate.FromDateOnly(day));

    internal sealed class WordColumn<T>() : ValueConverter<T, string>(value => Word<T>.Of(value), word => Word<T>.Read(word)) where T : struct, Enum;

    static class Word<T> where T : struct, Enum
    {
        static readonly Dictionary<T, string> Words = Enum.GetValues<T>().ToDictionary(value => value, value => Snake(value.ToString()));
        static readonly Dictionary<string, T> Values = Words.ToDictionary(pair => pair.Value, pair => pair.Key);

        public static string Of(T value) => Words[value];

        public static T Read(string word) => Values[word];
    }
}
