namespace Waymark.Core.Packs.Reading;

/// <summary>In which protocol and form a line stands: names are looked up from there.</summary>
internal sealed record Scope(string? Protocol, string? Form)
{
    public static readonly Scope Folder = new(null, null);

    /// <summary>A field's name may be that of several forms: the latest answer in any of them is meant.</summary>
    public bool AnyForm { get; init; }
}

/// <summary>One place in the files that speaks of something else by name, kept until all that could be meant is known.</summary>
internal abstract record Mention(Mark At, Scope Scope)
{
    /// <param name="Kind">The vocabulary's word for what is meant: field, workstep, form, post, case-note-type…</param>
    public sealed record Reference(string Kind, string Name, Mark At, Scope Scope) : Mention(At, Scope);

    /// <summary>A post or one of the words for people.</summary>
    public sealed record Person(string Name, Mark At, Scope Scope) : Mention(At, Scope);

    /// <summary>A {placeholder} in a text.</summary>
    public sealed record Term(string Name, Mark At, Scope Scope) : Mention(At, Scope);

    /// <summary>A value that a field or a switch is compared with: it must be one of their options.</summary>
    public sealed record Compared(Subject With, string Value, Mark At, Scope Scope) : Mention(At, Scope);
}
