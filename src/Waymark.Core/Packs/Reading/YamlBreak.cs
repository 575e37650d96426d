namespace Waymark.Core.Packs.Reading;

/// <summary>
/// Where YAML itself is broken, a parser names the place where it gave up, often lines later. This looks for the place where
/// the trouble began: the bracket or quote that was never closed, or the line whose indent fits no block.
/// </summary>
internal static class YamlBreak
{
    /// <param name="from">Where the parser gave up.</param>
    /// <param name="to">The last line that it had looked at.</param>
    public static Fault Explain(string file, string text, int from, int fromColumn, int to, string parserSays)
    {
        var scan = new Scan(text.Replace("\r\n", "\n").Split('\n'), from, to);
        var (line, column, message, suggestion) = scan.Find() ?? (from, fromColumn, $"This isn't YAML: {Plain(parserSays)}", "Compare it with the line above; put a text that holds : , # { [ or a quote in quotes.");
        return new(new(file, Math.Max(1, line), Math.Max(1, column)), "yaml", message) { Suggestion = suggestion };
    }

    private static string Plain(string message) => message.TrimEnd('.') + ".";

    private sealed class Scan(string[] lines, int from, int to)
    {
        private readonly int end = Math.Clamp(Math.Max(from, to), 1, lines.Length);
        private readonly Stack<(char Bracket, int Line, int Column)> open = new();
        private readonly Stack<(int Indent, int Line)> blocks = new();
        private (int Line, int Column, int EndLine)? longQuote;
        private int textBlockIndent = -1;

        public (int, int, string, string)? Find()
        {
            for (var n = 1; n <= end; n++)
            {
                if (Line(ref n) is { } found)
                    return found;
            }
            if (longQuote is { } q)
                return Quote(q.Line, q.Column);
            if (open.Count > 0)
                return Bracket();
            return null;
        }

        private (int, int, string, string)? Line(ref int n)
        {
            var line = lines[n - 1];
            var indent = line.Length - line.TrimStart(' ').Length;
            var rest = line[indent..];
            if (rest.Length == 0 || rest[0] == '#')
                return null;
            if (textBlockIndent >= 0 && indent > textBlockIndent)
                return null;
            textBlockIndent = -1;
            if (open.Count > 0 && rest[0] is not (']' or '}') && indent <= IndentOf(open.Last().Line))
                return Bracket();
            if (open.Count == 0 && Indent(indent, rest, n) is { } wrong)
                return wrong;
            return Characters(ref n, indent);
        }

        /// <summary>A new line of a block goes with an open block of the same indent, or begins one under a key or a dash.</summary>
        private (int, int, string, string)? Indent(int indent, string rest, int n)
        {
            var deepest = blocks.Count > 0 ? blocks.Peek() : (Indent: -1, Line: 0);
            if (indent > deepest.Indent)
            {
                if (blocks.Count > 0 && !Opens(deepest.Line, n))
                    return (n, indent + 1, $"This line is indented by {indent}, and the block that began at line {deepest.Line} by {deepest.Indent}.", $"Indent it by {deepest.Indent}, or end the line above with ':'.");
            }
            else
            {
                while (blocks.Count > 0 && blocks.Peek().Indent > indent)
                    deepest = blocks.Pop();
                if (blocks.Count == 0 || blocks.Peek().Indent != indent)
                    return (n, indent + 1, $"This line is indented by {indent}, which fits no block above; the nearest began at line {deepest.Line} with {deepest.Indent}.", $"Indent it by {deepest.Indent} or by {(blocks.Count > 0 ? blocks.Peek().Indent : 0)}.");
                blocks.Pop();
            }
            blocks.Push((indent, n));
            for (var inner = indent; rest.StartsWith("- ", StringComparison.Ordinal);)
            {
                var step = rest.Length - rest[2..].TrimStart(' ').Length;
                inner += step;
                rest = rest[step..];
                blocks.Push((inner, n));
            }
            return null;
        }

        private bool Opens(int block, int n)
        {
            for (var above = n - 1; above >= Math.Max(1, block); above--)
            {
                var line = WithoutComment(lines[above - 1]).TrimEnd();
                if (line.Length > 0)
                    return line[^1] is ':' or '-';
            }
            return true;
        }

        private static string WithoutComment(string line)
        {
            var hash = line.IndexOf(" #", StringComparison.Ordinal);
            return line.TrimStart().StartsWith('#') ? "" : hash < 0 ? line : line[..hash];
        }

        private (int, int, string, string)? Characters(ref int n, int start)
        {
            var line = lines[n - 1];
            var fresh = true;   // a token may begin here: only there does a quote or a bracket open anything
            for (var i = start; i < line.Length; i++)
            {
                var c = line[i];
                if (c == '#' && (i == 0 || line[i - 1] == ' '))
                    return null;
                if (c is '"' or '\'' && fresh)
                {
                    var (atLine, atColumn) = (n, i + 1);
                    if (!SkipQuote(ref n, ref i, c))
                        return Quote(atLine, atColumn);
                    if (n != atLine)
                        longQuote = (atLine, atColumn, n);
                    line = lines[n - 1];
                    fresh = false;
                }
                else if (c is '[' or '{' && (fresh || open.Count > 0))
                {
                    open.Push((c, n, i + 1));
                    fresh = true;
                }
                else if (c is ']' or '}' && (open.Count > 0 || fresh))
                {
                    if (open.Count == 0)
                        return (n, i + 1, $"This '{c}' closes nothing.", "Take it out, or put the text in quotes.");
                    if (Closer(open.Peek().Bracket) != c)
                        return Bracket(open.Peek(), $"'{c}' stands at line {n}, column {i + 1}, where '{Closer(open.Peek().Bracket)}' is wanted.");
                    open.Pop();
                    fresh = false;
                }
                else if (c is '|' or '>' && fresh && open.Count == 0 && WithoutComment(line[i..]).TrimEnd().Length <= 3)
                {
                    textBlockIndent = IndentOf(n);
                    return null;
                }
                else if (c != ' ')
                {
                    fresh = c == ',' && open.Count > 0 || c is ':' or '-' or '?' && (i + 1 == line.Length || line[i + 1] == ' ' || open.Count > 0 && c == ':');
                }
            }
            return null;
        }

        private bool SkipQuote(ref int n, ref int i, char quote)
        {
            for (i++; ; i++)
            {
                var line = lines[n - 1];
                if (i >= line.Length)
                {
                    if (++n > lines.Length)
                        return false;
                    i = -1;
                }
                else if (line[i] == '\\' && quote == '"')
                {
                    i++;
                }
                else if (line[i] == quote)
                {
                    if (quote == '"' || i + 1 >= line.Length || line[i + 1] != '\'')
                        return true;
                    i++;
                }
            }
        }

        private int IndentOf(int n) => lines[n - 1].Length - lines[n - 1].TrimStart(' ').Length;

        private static char Closer(char bracket) => bracket == '[' ? ']' : '}';

        private (int, int, string, string) Quote(int line, int column) =>
            (line, column, $"The quote that opens at line {line}, column {column} isn't closed on its line.", $"Write the closing {lines[line - 1][column - 1]} at the end of the text; inside double quotes write \\\" for a quote.");

        private (int, int, string, string) Bracket() => Bracket(open.Last(), null);

        private static (int, int, string, string) Bracket((char Bracket, int Line, int Column) b, string? more) =>
            (b.Line, b.Column, $"The '{b.Bracket}' that opens at line {b.Line}, column {b.Column} isn't closed." + (more is null ? "" : " " + char.ToUpperInvariant(more[0]) + more[1..]), $"Write '{Closer(b.Bracket)}' where it ends; put a text that holds a bracket in quotes.");
    }
}
