using System.CommandLine;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using Waymark.App.Demonstration;
using Waymark.App.Store;
using Waymark.Core.Packs;

namespace Waymark.App.Commands;

/// <summary><c>waymark demo</c>: an authority of invented people with a year of invented work, for each pack that brings one.</summary>
static class DemoCommand
{
    public static Command Build(IClock machine)
    {
        var fresh = new Option<bool>("--fresh") { Description = "Throw an earlier demonstration away and make it anew" };
        var on = new Option<string?>("--day") { Description = "Make it as of this day, and let the demonstration begin there; without it, today", HelpName = "YYYY-MM-DD" };
        var data = DataFolder.Option();
        var packs = new Option<string>("--packs") { Description = "The folder that holds the packs", HelpName = "DIR" };
        var verb = new Verb("demo", "Make a demonstration: invented children, workers and concerns, at every stage",
            "waymark demo",
            "waymark demo --fresh --data /srv/waymark-demo",
            "waymark demo --fresh --day 2026-03-09")
        { fresh, on, data, packs };

        verb.Validators.Add(given =>
        {
            if (given.GetValue(on) is { } text && !LocalDatePattern.Iso.Parse(text).Success) given.AddError($"--day is a date such as 2026-03-09, not '{text}'.");
        });

        verb.SetAction(async (parsed, cancel) =>
        {
            if (PackFolder.Find(parsed.GetValue(packs), out var error) is not { } folder) return CommandLine.Fail(parsed, error);
            var installation = Installation.Read(parsed.GetRequiredValue(data), folder) with { Migrate = true };
            var ids = installation.Ids.Where(id => Directory.Exists(ScriptOf(installation, id))).ToList();
            if (ids.Count == 0) return CommandLine.Fail(parsed, $"No pack in {folder} brings a demonstration: none has a folder 'demo'.");
            var day = parsed.GetValue(on) is { } text ? LocalDatePattern.Iso.Parse(text).Value : (LocalDate?)null;
            var failed = false;
            foreach (var id in ids)
                if (await Make(installation, id, machine, day, parsed.GetValue(fresh), parsed.InvocationConfiguration.Output) is { } why) failed |= CommandLine.Fail(parsed, why) != 0;
            return failed ? CommandLine.Failed : CommandLine.Done;
        });
        return verb;
    }

    /// <returns>Why not; null when it was made, or is there already.</returns>
    static async Task<string?> Make(Installation installation, string id, IClock machine, LocalDate? on, bool fresh, TextWriter output)
    {
        var began = Stopwatch.GetTimestamp();
        var (script, faults) = ScriptReader.Read(ScriptReader.FilesOf(ScriptOf(installation, id)));
        if (script is null) return Faulty(id, faults);
        if (fresh && await Clear(installation, id, machine) is { } kept) return kept;

        await using var authorities = await Authorities.Open(installation, machine, [id]);
        if (authorities.Find(id) is not { } authority) return $"{id} can't be opened. {string.Join(' ', authorities.Closed.Select(closed => closed.Why))}{Lines(authorities.Closed.SelectMany(closed => closed.Faults))}";
        if (authority.IsDemonstration)
        {
            output.WriteLine($"The demonstration of {authority.Label} is there already. To make it anew: waymark demo --fresh");
            return null;
        }
        if (!await Furnishing.IsEmpty(authority)) return NotOurs(installation, id);

        try
        {
            var (people, played) = await Furnish(authority, script, machine, on);
            output.WriteLine($"{authority.Label}: {people.Children.Count} children, {people.Workers.Count} workers and {played.Processes.Count} processes, all invented, in {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s.");
            return null;
        }
        catch (ScriptException error)
        {
            return Faulty(id, error.Faults);
        }
    }

    static async Task<(Population, Played)> Furnish(Authority authority, Script script, IClock machine, LocalDate? on)
    {
        var zone = authority.Calendar.Zone;
        var now = machine.GetCurrentInstant().InZone(zone);
        var day = on ?? now.Date;
        var people = script.On(day, authority.Calendar);
        var played = Player.Play(script, authority.Packs.InForce, authority.Calendar, day, people);
        await Furnishing.Write(authority, people, played);
        if (day != now.Date) await authority.MoveClock(day.At(now.TimeOfDay).InZoneLeniently(zone).ToInstant() - now.ToInstant(), Actor.Time);
        return (people, played);
    }

    /// <summary>Only ever throws away what a demonstration wrote.</summary>
    static async Task<string?> Clear(Installation installation, string id, IClock machine)
    {
        var onFile = !installation.Databases.ContainsKey(id);
        if (onFile && !File.Exists(Path.Combine(installation.FolderOf(id), "waymark.db"))) return null;
        await using (var authorities = await Authorities.Open(installation, machine, [id]))
        {
            if (authorities.Find(id) is not { } authority) return $"{id} can't be opened, so Waymark doesn't know whether it is a demonstration. {string.Join(' ', authorities.Closed.Select(closed => closed.Why))}";
            if (!authority.IsDemonstration) return await Furnishing.IsEmpty(authority) ? null : NotOurs(installation, id);
            if (!onFile)
            {
                await using var db = authority.Open();
                await db.Database.ExecuteSqlRawAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
            }
        }
        if (Directory.Exists(installation.FolderOf(id))) Directory.Delete(installation.FolderOf(id), recursive: true);
        return null;
    }

    static string ScriptOf(Installation installation, string id) => Path.Combine(installation.Packs, id, "demo");

    static string NotOurs(Installation installation, string id) =>
        $"{id} in {installation.Data} isn't a demonstration: people work there. Nothing was changed. Name another folder with --data.";

    static string Faulty(string id, IEnumerable<Fault> faults) => $"The demonstration of {id} can't be played.{Lines(faults)}";

    static string Lines(IEnumerable<Fault> faults) => string.Concat(faults.Select(fault => $"{Environment.NewLine}  demo/{fault}"));
}
