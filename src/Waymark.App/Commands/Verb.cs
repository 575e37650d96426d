using System.CommandLine;

namespace Waymark.App.Commands;

/// <summary>A command-line verb that shows in its help how it is used.</summary>
sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}
