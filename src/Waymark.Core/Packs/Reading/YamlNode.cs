namespace Waymark.Core.Packs.Reading;

/// <summary>A pack file as it stands: every scalar is text, every node knows its line and column.</summary>
public abstract record YamlNode(Mark At);

/// <param name="Bare">Not in quotes: an empty one is a key with nothing after it.</param>
public sealed record YamlScalar(string Text, bool Bare, Mark At) : YamlNode(At);

public sealed record YamlSequence(IReadOnlyList<YamlNode> Items, Mark At) : YamlNode(At);

public sealed record YamlMapping(IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries, Mark At) : YamlNode(At)
{
    public YamlNode? this[string key] => Entries.FirstOrDefault(e => e.Key.Text == key).Value;

    public string? Text(string key) => (this[key] as YamlScalar)?.Text;

    public IReadOnlyList<YamlNode> Items(string key) => (this[key] as YamlSequence)?.Items ?? [];

    public IEnumerable<YamlMapping> Maps(string key) => Items(key).OfType<YamlMapping>();
}
