using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Waymark.Core.Packs.Reading;

/// <summary>
/// Plain YAML to nodes. Anchors, aliases, tags, merge keys and second documents are refused where they stand: an alias to
/// itself loads elsewhere and overflows whoever walks it, and none of them says anything that a pack needs.
/// </summary>
public sealed class YamlReader
{
    private const int DeepestNesting = 20;
    private const int LongestFile = 1_000_000;

    private readonly string file;
    private readonly List<Fault> faults;
    private readonly IParser parser;

    private YamlReader(string file, string text, List<Fault> faults)
    {
        this.file = file;
        this.faults = faults;
        parser = new Parser(new StringReader(text));
    }

    /// <summary>The file's one document; null: the faults say why.</summary>
    public static YamlNode? Read(string file, string text, List<Fault> faults)
    {
        if (Unreadable(file, text) is { } fault)
        {
            faults.Add(fault);
            return null;
        }

        var reader = new YamlReader(file, text, faults);
        try
        {
            return reader.Document();
        }
        catch (Stop)
        {
            return null;
        }
        catch (YamlException e)
        {
            faults.Add(YamlBreak.Explain(file, text, (int)e.Start.Line, (int)e.Start.Column, (int)e.End.Line, e.Message));
            return null;
        }
        catch (InvalidOperationException)
        {
            // YamlDotNet 16.3 loses its footing in some open brackets ("not valid due to the current state") instead of saying where.
            var (line, column) = reader.parser.Current is { } last ? ((int)last.End.Line, (int)last.End.Column) : (1, 1);
            faults.Add(YamlBreak.Explain(file, text, line, column, line + 2, "it ends in the middle of something"));
            return null;
        }
    }

    private static Fault? Unreadable(string file, string text)
    {
        if (text.Length > LongestFile)
            return new(new(file, 1, 1), "yaml", $"The file has {text.Length} characters; {LongestFile} is the most.") { Suggestion = "Split it: one protocol or one list in each file." };
        int line = 1, start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                line++;
                start = i + 1;
            }
            else if ((char.IsControl(text[i]) && text[i] is not '\r') || LoneSurrogate(text, i) || text[i] is '\uFFFE' or '\uFFFF' || (text[i] == '\uFEFF' && i > 0))
            {
                return new(new(file, line, i - start + 1), "yaml", $"The character U+{(int)text[i]:X4} can't stand in a text.") { Suggestion = text[i] == '\t' ? "Write spaces instead of the tab." : "Take it out." };
            }
        }
        return null;
    }

    private static bool LoneSurrogate(string text, int i) =>
        char.IsHighSurrogate(text[i]) ? i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1])
        : char.IsLowSurrogate(text[i]) && (i == 0 || !char.IsHighSurrogate(text[i - 1]));

    private YamlNode? Document()
    {
        YamlNode? root = null;
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case DocumentStart start when start.Version is not null || start.Tags is { Count: > 0 } && !start.IsImplicit && HasDirective(start):
                    throw Refuse(start, "A directive (%) can't stand in a pack.", "Take the line out.");
                case DocumentStart start when root is not null:
                    throw Refuse(start, "A file holds one document.", "Put what follows '---' in a file of its own.");
                case NodeEvent or AnchorAlias:
                    root = Node(parser.Current, 0);
                    break;
            }
        }
        if (root is null or YamlScalar { Text: "" })
        {
            faults.Add(new(new(file, 1, 1), "yaml", "The file is empty.") { Suggestion = "Start it with 'authority: …', 'protocol: …' or 'list: …', or delete it." });
            return null;
        }
        return root;
    }

    private static bool HasDirective(DocumentStart start) => start.Tags!.Any(t => t.Handle is not ("!" or "!!"));

    private YamlNode Node(ParsingEvent e, int depth)
    {
        if (e is not NodeEvent node)
            throw Refuse(e, "An alias (*) can't stand in a pack.", "Write out what it points at; put a text that begins with * in quotes.");
        if (!node.Anchor.IsEmpty)
            throw Refuse(node, "An anchor (&) can't stand in a pack.", "Take it out; put a text that begins with & in quotes.");
        if (!node.Tag.IsEmpty)
            throw Refuse(node, "A tag (!) can't stand in a pack.", "Take it out; put a text that begins with ! in quotes.");
        if (depth > DeepestNesting)
            throw Refuse(node, $"This is nested more than {DeepestNesting} deep.", "Write it flatter.");
        return node switch
        {
            Scalar s => new YamlScalar(s.Value, s.Style == ScalarStyle.Plain, At(s)),
            SequenceStart s => Sequence(s, depth),
            MappingStart m => Mapping(m, depth),
            _ => throw Refuse(node, "This can't stand in a pack.", "Write a text, a list or a block of keys."),
        };
    }

    private YamlSequence Sequence(SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        while (parser.MoveNext() && parser.Current is not SequenceEnd)
            items.Add(Node(parser.Current!, depth + 1));
        return new(items, At(start));
    }

    private YamlMapping Mapping(MappingStart start, int depth)
    {
        var entries = new List<(YamlScalar, YamlNode)>();
        var seen = new HashSet<string>();
        while (parser.MoveNext() && parser.Current is not MappingEnd)
        {
            var first = parser.Current!;
            if (Node(first, depth + 1) is not YamlScalar key)
                throw Refuse(first, "A key is one word.", "Write 'key: value'.");
            if (key is { Text: "<<", Bare: true })
                throw Refuse(first, "A merge key (<<) can't stand in a pack.", "Write out the keys that it would merge.");
            parser.MoveNext();
            var value = Node(parser.Current!, depth + 1);
            if (seen.Add(key.Text))
                entries.Add((key, value));
            else
                faults.Add(new(key.At, "twice", $"'{key.Text}' stands here twice.") { Suggestion = "Keep one of the two and delete the other." });
        }
        return new(entries, At(start));
    }

    private Mark At(ParsingEvent e) => new(file, (int)e.Start.Line, (int)e.Start.Column);

    private Stop Refuse(ParsingEvent e, string message, string suggestion)
    {
        faults.Add(new(At(e), "yaml", message) { Suggestion = suggestion });
        return new();
    }

    /// <summary>Ends the reading of one file whose fault is already noted; never leaves this class.</summary>
    private sealed class Stop : Exception;
}
