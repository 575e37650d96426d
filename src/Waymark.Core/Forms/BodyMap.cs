using System.Globalization;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.Core.Forms;

/// <summary>
/// Marks on the outline of a body, front and back, as rows of a table (S3-016). The table is what counts: side, part and words. A point says
/// more closely where in the part the mark is drawn. Left and right are the child's own.
/// </summary>
public static class BodyMap
{
    /// <summary>More can't be told apart, on a screen or on paper.</summary>
    public const int Most = 100;

    /// <summary>The outline's height for a width of 100; points are told in hundredths of each.</summary>
    public const int Height = 200;

    private const string Front = "front", Back = "back";

    // Which parts there are on each side, and points in them, for the child's right half of the front and the middle; the rest mirrors it.
    private static readonly (string Side, string Part, double Across, double Down)[] Half =
    [
        (Front, "head", 50, 4), (Back, "head", 50, 7), (Front, "face", 50, 10), (Front, "right-ear", 40.5, 8.7), (Front, "neck", 50, 16), (Back, "neck", 50, 16),
        (Front, "right-shoulder", 33, 21), (Front, "right-upper-arm", 29.5, 27.5), (Front, "right-upper-arm", 28, 31), (Front, "right-elbow", 26.5, 35.5),
        (Front, "right-forearm", 24.5, 39.5), (Front, "right-forearm", 22, 43.5), (Front, "right-hand", 19, 50),
        (Front, "chest", 50, 23), (Front, "chest", 42, 23.5), (Front, "chest", 58, 23.5), (Front, "abdomen", 50, 33), (Front, "abdomen", 42, 34), (Front, "abdomen", 58, 34),
        (Front, "groin", 50, 45), (Front, "groin", 41, 43.5), (Front, "groin", 59, 43.5),
        (Back, "upper-back", 50, 23), (Back, "upper-back", 42, 23.5), (Back, "upper-back", 58, 23.5), (Back, "lower-back", 50, 34), (Back, "lower-back", 42, 34.5), (Back, "lower-back", 58, 34.5),
        (Back, "buttocks", 44, 46), (Back, "buttocks", 56, 46),
        (Front, "right-thigh", 41, 54), (Front, "right-thigh", 41, 61), (Front, "right-knee", 41, 69), (Front, "right-lower-leg", 41, 76), (Front, "right-lower-leg", 42, 85), (Front, "right-foot", 40, 93.5),
    ];

    /// <summary>Points of the parts of the body, several where a part is long: the nearest says which part another point is in.</summary>
    public static readonly IReadOnlyList<(string Side, string Part, double Across, double Down)> Places = [.. Half.SelectMany(Mirrored)];

    private static IEnumerable<(string, string, double, double)> Mirrored((string Side, string Part, double Across, double Down) at)
    {
        yield return at;
        if (!at.Part.StartsWith("right-", StringComparison.Ordinal)) yield break;
        var left = "left-" + at.Part["right-".Length..];
        yield return (Front, left, 100 - at.Across, at.Down);
        yield return (Back, at.Part, 100 - at.Across, at.Down);
        yield return (Back, left, at.Across, at.Down);
    }

    /// <summary>Whether the field is a table of marks.</summary>
    public static bool IsBodyMap(this Field field) => field.Means.Contains(Meaning.BodyMap);

    /// <summary>Says where the mark is drawn, and nothing to a reader.</summary>
    public static bool IsPoint(this Field column) => column.Means.Contains(Meaning.BodyAcross) || column.Means.Contains(Meaning.BodyDown);

    /// <summary>A table's columns that say something to a reader.</summary>
    public static IEnumerable<Field> Told(this Field table) => table.Columns.Where(column => !column.IsPoint());

    public static Field? Column(this Field table, Meaning meaning) => table.Columns.FirstOrDefault(column => column.Means.Contains(meaning));

    /// <summary>The part of the body at a point of a side.</summary>
    public static string PartAt(string side, double across, double down) =>
        Places.Where(place => place.Side == side).MinBy(place => Distance(place.Across, place.Down, across, down)).Part;

    /// <summary>Whether that part of the body is seen from that side.</summary>
    public static bool IsOn(string side, string part) => Places.Any(place => place.Side == side && place.Part == part);

    /// <summary>Where a row's mark is drawn: at its point, if that lies in the part that the row names; else in the middle of the part. Null: the row says too little.</summary>
    public static (string Side, double Across, double Down)? PointOf(Field table, Func<Field, string?> cell)
    {
        string? Said(Meaning meaning) => table.Column(meaning) is { } column && cell(column) is { Length: > 0 } text ? text : null;
        if (Said(Meaning.BodySide) is not { } side || Said(Meaning.BodyPart) is not { } part || !IsOn(side, part)) return null;
        if (Hundredths(Said(Meaning.BodyAcross)) is { } across && Hundredths(Said(Meaning.BodyDown)) is { } down && PartAt(side, across, down) == part) return (side, across, down);
        var middle = Places.First(place => place.Side == side && place.Part == part);
        return (side, middle.Across, middle.Down);
    }

    /// <summary>A number from 0 to 100; null: it is none.</summary>
    public static double? Hundredths(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 100 ? number : null;

    /// <summary>Why a row of marks can't stand as it would; null: it can.</summary>
    internal static (Field At, string Why)? WhyNot(Field table, int others, Func<Field, string?> cell)
    {
        if (others >= Most) return (table.Columns[0], $"{table.Label} holds {Most} marks, the most that it can. All {Most} are kept, and what you wrote here is below. Add it to the words of a mark that lies near, or start another form for the marks that follow.");
        if (table.Columns.FirstOrDefault(column => column.IsPoint() && cell(column) is { Length: > 0 } text && Hundredths(text) is null) is { } point)
            return (point, $"{point.Label} must be from 0 to 100");
        if (table.Column(Meaning.BodySide) is { } side && table.Column(Meaning.BodyPart) is { } part && cell(side) is { Length: > 0 } seen && cell(part) is { Length: > 0 } named && !IsOn(seen, named))
            return (part, $"{part.Option(named)?.Label} is not on the {side.Option(seen)?.Label.ToLowerInvariant()} of the body. Change one of the two");
        return null;
    }

    /// <summary>In the outline's own measure: it is twice as high as it is wide.</summary>
    private static double Distance(double across, double down, double otherAcross, double otherDown) =>
        Math.Pow(across - otherAcross, 2) + Math.Pow((down - otherDown) * Height / 100, 2);
}
