using System.Security.Cryptography;
using System.Text;
using Waymark.Core.Packs.Reading;

namespace Waymark.Core.Packs;

/// <summary>What reading a folder came to: the pack, or every reason why not.</summary>
public sealed record ReadResult(Pack? Pack, IReadOnlyList<Fault> Faults);

/// <summary>
/// Reads one authority's folder. Nothing is guessed: an unknown word, a wrong kind of value or a name that nothing bears is
/// refused with its file, line and column, and with what to write instead. The linter looks for the rest.
/// </summary>
public static class PackReader
{
    /// <param name="folderName">The folder's own name, for faults that no file holds.</param>
    /// <param name="files">Each file's path inside the folder, and its text: authority.yaml, protocols/*.yaml, lists/*.yaml.</param>
    public static ReadResult Read(string folderName, IReadOnlyList<(string Path, string Text)> files)
    {
        var faults = new List<Fault>();
        var mentions = new List<Mention>();
        var roots = new List<(string Kind, YamlMapping Root)>();
        foreach (var (path, text) in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            if (YamlReader.Read(path, text, faults) is { } node && Kind(node, faults) is { } root)
                roots.Add(root);
        }

        var grammar = new Grammar(faults, mentions);
        foreach (var (kind, root) in roots)
            grammar.File(root, kind);
        Once(folderName, roots, faults);
        if (faults.Count > 0)
            return new(null, Sorted(faults));

        var pack = Bind(roots, Fingerprint(files));
        References.Check(pack, mentions, faults);
        return new(faults.Count > 0 ? null : pack, Sorted(faults));
    }

    private static (string, YamlMapping)? Kind(YamlNode node, List<Fault> faults)
    {
        if (node is YamlMapping map && new[] { "authority", "protocol", "list" }.FirstOrDefault(k => map[k] is not null) is { } kind)
            return (kind, map);
        faults.Add(new(node.At, "kind", "A file starts with authority, protocol or list.") { Suggestion = "Write 'protocol: its-id' (or 'list: …', 'authority: …') as the first line; one list in each file." });
        return null;
    }

    private static void Once(string folderName, IEnumerable<(string Kind, YamlMapping Root)> roots, List<Fault> faults)
    {
        foreach (var same in roots.GroupBy(r => (r.Kind, r.Kind == "authority" ? "" : r.Root.Text(r.Kind))).Where(g => g.Count() > 1))
        {
            foreach (var (kind, root) in same.Skip(1))
                faults.Add(new(root.At, "id", $"There is already {(kind == "authority" ? "an authority" : $"a {kind} '{root.Text(kind)}'")}, in {same.First().Root.At.File}.") { Suggestion = "Give it another id, or delete one of the two files." });
        }
        if (roots.All(r => r.Kind != "authority") && faults.All(f => f.At.File != "authority.yaml"))
            faults.Add(new(new("authority.yaml", 1, 1), "missing", $"The folder '{folderName}' has no authority.yaml.") { Suggestion = "Add the file; it starts with 'authority: the-council's-id'." });
    }

    private static Pack Bind(List<(string Kind, YamlMapping Root)> roots, string fingerprint)
    {
        var authority = roots.Single(r => r.Kind == "authority").Root;
        var terms = Binder.Terms(authority);
        var names = new Binder(terms, []);
        var lists = roots.Where(r => r.Kind == "list").Select(r => names.List(r.Root)).ToList();
        return new Binder(terms, lists).Pack(authority, roots.Where(r => r.Kind == "protocol").Select(r => r.Root), fingerprint);
    }

    private static string Fingerprint(IEnumerable<(string Path, string Text)> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, text) in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n{bytes.Length}\n"));
            hash.AppendData(bytes);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static List<Fault> Sorted(IEnumerable<Fault> faults) =>
        [.. faults.OrderBy(f => f.At.File, StringComparer.Ordinal).ThenBy(f => f.At.Line).ThenBy(f => f.At.Column)];
}
