using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Waymark.App.Commands;

/// <summary>
/// What every verb has in common: help with examples, and one meaning for exit codes. 0: done. 1: it failed, and
/// standard error says why. 2: the command line itself couldn't be understood, and nothing was done.
/// </summary>
static class CommandLine
{
    public const int Done = 0, Failed = 1, Misused = 2;

    public static async Task<int> Run(RootCommand root, string[] args, InvocationConfiguration? output = null)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);

        output ??= new InvocationConfiguration();
        var parsed = root.Parse(args);
        if (parsed.Action is not ParseErrorAction) return await parsed.InvokeAsync(output);

        foreach (var error in parsed.Errors) output.Error.WriteLine($"error: {error.Message}");
        output.Error.WriteLine($"See: {Named(parsed.CommandResult.Command, root)} --help");
        return Misused;
    }

    /// <summary>The verb as it is typed: 'waymark pack check'.</summary>
    static string Named(Command command, RootCommand root) =>
        command == root ? "waymark" : $"{Named(command.Parents.OfType<Command>().First(), root)} {command.Name}";

    /// <summary>Says on standard error why the verb failed.</summary>
    public static int Fail(ParseResult parsed, string why)
    {
        parsed.InvocationConfiguration.Error.WriteLine($"error: {why}");
        return Failed;
    }

    sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parsed)
        {
            help.Invoke(parsed);
            var command = parsed.CommandResult.Command;
            var examples = command is Verb verb ? verb.Examples : command.Subcommands.OfType<Verb>().SelectMany(each => each.Examples.Take(1));
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (var example in examples) output.WriteLine($"  {example}");
            return Done;
        }
    }
}
