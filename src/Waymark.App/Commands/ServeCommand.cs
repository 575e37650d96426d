using System.CommandLine;
using NodaTime;
using Waymark.App.Store;

namespace Waymark.App.Commands;

/// <summary><c>waymark serve</c>: the pages, for every authority that opens, until it is told to stop.</summary>
static class ServeCommand
{
    public static Command Build(IClock machine)
    {
        var port = new Option<int>("--port") { Description = "The port on this machine to answer at", HelpName = "N", DefaultValueFactory = _ => 5080 };
        var urls = new Option<string[]>("--urls") { Description = "Whole addresses to answer at instead, such as http://0.0.0.0:8080", HelpName = "URL", AllowMultipleArgumentsPerToken = true };
        var data = DataFolder.Option();
        var packs = new Option<string>("--packs") { Description = "The folder that holds the packs", HelpName = "DIR" };
        var onNetwork = new Option<bool>("--demo-on-network") { Description = "Show a demonstration, which has no passwords, to other machines too" };

        var clamd = new Option<string>("--clamd") { Description = "The virus scanner's socket, or HOST:PORT, or none", HelpName = "AT" };

        var verb = new Verb("serve", "Serve the pages",
            "waymark serve",
            "waymark serve --port 8080 --data /srv/waymark",
            "waymark serve --clamd /run/clamav/clamd.ctl",
            "waymark serve --urls http://0.0.0.0:8080 --packs /etc/waymark/packs")
        { port, urls, data, packs, clamd, onNetwork };

        verb.Validators.Add(given =>
        {
            if (given.GetValue(port) is < 0 or > 65535) given.AddError("--port is a number from 0 to 65535.");
            foreach (var url in given.GetValue(urls) ?? [])
                if (!Uri.TryCreate(url.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal), UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
                    given.AddError($"--urls: '{url}' is not an address such as http://0.0.0.0:8080.");
        });

        verb.SetAction(async (parsed, cancel) =>
        {
            if (PackFolder.Find(parsed.GetValue(packs), out var error) is not { } folder) return CommandLine.Fail(parsed, error);
            var installation = Installation.Read(parsed.GetRequiredValue(data), folder).With(parsed.GetValue(clamd));
            if (installation.ScannerFault is { } fault) return CommandLine.Fail(parsed, fault);
            await using var authorities = await Authorities.Open(installation, machine);
            Tell(parsed, authorities);
            await TellOfScanner(parsed, installation, authorities, cancel);
            string[] at = parsed.GetValue(urls) is { Length: > 0 } stated ? stated : [$"http://localhost:{parsed.GetValue(port)}"];
            await using var app = Serve.Build(new ServeOptions(authorities, Path.Combine(installation.Data, "keys")) { Urls = at, Limits = installation.Limits, DemoOnNetwork = parsed.GetValue(onNetwork) });
            try
            {
                await app.StartAsync(cancel);
            }
            catch (IOException taken)
            {
                return CommandLine.Fail(parsed, $"Waymark can't answer there: {taken.Message}");
            }
            foreach (var url in app.Urls) parsed.InvocationConfiguration.Output.WriteLine($"Waymark is at {url}");
            await app.WaitForShutdownAsync(cancel);
            return CommandLine.Done;
        });
        return verb;
    }

    /// <summary>What an operator should mend, on standard error; the others are served.</summary>
    static void Tell(ParseResult parsed, Authorities authorities)
    {
        var error = parsed.InvocationConfiguration.Error;
        foreach (var authority in authorities.Served)
            foreach (var warning in authority.Warnings) error.WriteLine($"warning: {authority.Id}: {warning}");
        foreach (var closed in authorities.Closed)
        {
            error.WriteLine($"warning: {closed.Id} is not served. {closed.Why}");
            foreach (var fault in closed.Faults) error.WriteLine($"  {fault} {fault.Suggestion}");
        }
    }

    /// <summary>Whether files are checked for viruses, at every start.</summary>
    static async Task TellOfScanner(ParseResult parsed, Installation installation, Authorities authorities, CancellationToken cancel)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        if (installation.Scanner is { } scanner)
        {
            if (await scanner.Probe(cancel) is { } fault) error.WriteLine($"warning: the virus scanner at {scanner} can't be used: {fault}. Files wait until it can, and nobody can download them.");
            else output.WriteLine($"Files are checked for viruses by {scanner.Version}, at {scanner}.");
        }
        foreach (var authority in authorities.Served.Where(authority => authority.Scanner is null))
            error.WriteLine(authority.TakesFiles
                ? $"warning: {authority.Id}: files are not checked for viruses{(authority.GoesUnscanned ? ", as clamd is none" : ": this is a demonstration")}."
                : $"warning: {authority.Id}: no file is taken, since no virus scanner is named. Say where it is: --clamd.");
    }
}
