using System.CommandLine;

namespace Waymark.App.Commands;

/// <summary>Where an installation's data lies: what every verb that touches it is told in the same way.</summary>
static class DataFolder
{
    public static Option<string> Option() => new("--data")
    {
        Description = "The folder that holds the data; WAYMARK_DATA names it too", HelpName = "DIR",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("WAYMARK_DATA") is { Length: > 0 } named ? named : "data",
    };
}
