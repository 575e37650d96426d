using System.Security;
using System.Text;

namespace Waymark.Core.Packs;

/// <summary>
/// A map as SVG that stands alone: places one below the other, each way a labelled line to the lane of the place that it leads
/// to. Text is text, the description says it all in words, and no meaning hangs on colour.
/// </summary>
public static class MapDrawing
{
    private const int Margin = 20, BoxWidth = 320, LineHeight = 20, Between = 28, LabelWidth = 400, Lane = 22, LettersInBox = 38, LettersInLabel = 50;

    public static string Svg(Map map)
    {
        var boxes = Boxes(map);
        var lanes = boxes.Where(b => map.Ways.Any(w => w.To == b.Place.Id)).Select((b, i) => (b.Place.Id, X: Margin + BoxWidth + LabelWidth + i * Lane)).ToDictionary(l => l.Id, l => l.X);
        var width = Margin + BoxWidth + LabelWidth + lanes.Count * Lane + Margin;
        var height = boxes[^1].Y + boxes[^1].Height + Margin;
        var svg = new StringBuilder();
        svg.Append($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"map-{map.Id}-title map-{map.Id}-desc\" font-family=\"sans-serif\" font-size=\"14\">\n");
        svg.Append($"<title id=\"map-{map.Id}-title\">{Escape($"Map of {map.Title}")}</title>\n<desc id=\"map-{map.Id}-desc\">{Escape(map.Text())}</desc>\n");
        svg.Append($"<defs><marker id=\"map-{map.Id}-arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#0b0c0c\"/></marker></defs>\n");
        svg.Append($"<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");
        foreach (var box in boxes)
            Lines(svg, map, box, boxes, lanes);
        foreach (var box in boxes)
            Draw(svg, box);
        return svg.Append("</svg>\n").ToString();
    }

    private sealed record Box(Place Place, IReadOnlyList<string> Label, IReadOnlyList<Way> Ways, int Y, int Height)
    {
        /// <summary>Where a way arrives: the first line's height; the ways that leave stand below it.</summary>
        public int Entrance => Y + 18;

        public int Exit(int i) => Y + 18 + LineHeight * (i + 1);
    }

    private static List<Box> Boxes(Map map)
    {
        var boxes = new List<Box>();
        var y = Margin;
        foreach (var place in map.Places)
        {
            var label = Wrapped(Marked(place), LettersInBox);
            var ways = map.Ways.Where(w => w.From == place.Id).ToList();
            var height = Math.Max(label.Count, ways.Count + 1) * LineHeight + 16;
            boxes.Add(new(place, label, ways, y, height));
            y += height + Between;
        }
        return boxes;
    }

    private static string Marked(Place place) => place.Kind switch
    {
        PlaceKind.End when place.Id != "end: " => $"End: {place.Label}",
        PlaceKind.OtherProtocol => $"Another process: {place.Label}",
        _ => (place.Rank is { } rank ? $"{rank}. " : "") + place.Label + (place.Starts ? " (starts here)" : ""),
    };

    private static void Lines(StringBuilder svg, Map map, Box from, List<Box> boxes, Dictionary<string, int> lanes)
    {
        for (var i = 0; i < from.Ways.Count; i++)
        {
            var way = from.Ways[i];
            var to = boxes.First(b => b.Place.Id == way.To);
            int left = Margin + BoxWidth, x = lanes[way.To], y = from.Exit(i);
            svg.Append($"<path d=\"M{left} {y}H{x}V{to.Entrance}H{left}\" fill=\"none\" stroke=\"#505a5f\" stroke-width=\"1.5\"{(way.Alongside ? " stroke-dasharray=\"5 4\"" : "")} marker-end=\"url(#map-{map.Id}-arrow)\"/>\n");
            var label = Wrapped(way.Said, LettersInLabel);
            svg.Append($"<text x=\"{left + 12}\" y=\"{y - 4}\" fill=\"#0b0c0c\" stroke=\"#ffffff\" stroke-width=\"4\" paint-order=\"stroke\">{Escape(label.Count == 1 ? label[0] : label[0] + "…")}</text>\n");
        }
    }

    private static void Draw(StringBuilder svg, Box box)
    {
        var round = box.Place.Kind == PlaceKind.End ? 18 : 3;
        svg.Append($"<rect x=\"{Margin}\" y=\"{box.Y}\" width=\"{BoxWidth}\" height=\"{box.Height}\" rx=\"{round}\" fill=\"{(box.Place.Kind == PlaceKind.Workstep ? "#f3f2f1" : "#ffffff")}\" stroke=\"#0b0c0c\" stroke-width=\"{(box.Place.Rank is null ? 1 : 3)}\"{(box.Place.Kind == PlaceKind.OtherProtocol ? " stroke-dasharray=\"6 3\"" : "")}/>\n");
        for (var i = 0; i < box.Label.Count; i++)
            svg.Append($"<text x=\"{Margin + 14}\" y=\"{box.Y + 24 + i * LineHeight}\" fill=\"#0b0c0c\"{(box.Place.Rank is null ? "" : " font-weight=\"bold\"")}>{Escape(box.Label[i])}</text>\n");
    }

    private static List<string> Wrapped(string text, int letters)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= letters)
                lines[^1] += " " + word;
            else
                lines.Add(word);
        }
        return lines.Count == 0 ? [""] : lines;
    }

    private static string Escape(string text) => SecurityElement.Escape(text);
}
