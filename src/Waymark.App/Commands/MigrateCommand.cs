using System.CommandLine;
using System.Data.Common;
using NodaTime;
using Waymark.App.Store;

namespace Waymark.App.Commands;

/// <summary>
/// <c>waymark migrate</c>: brings the authorities' databases to this program's schema. A SQLite file is brought there whenever it
/// is opened; PostgreSQL waits to be told, so that an operator can take a backup first.
/// </summary>
static class MigrateCommand
{
    public static Command Build(IClock machine)
    {
        var data = DataFolder.Option();
        var authority = new Option<string>("--authority") { Description = "Only this one", HelpName = "ID" };
        var check = new Option<bool>("--check") { Description = "Only say what is missing; exit code 1 if anything is" };
        var verb = new Verb("migrate", "Bring the databases to this program's schema",
            "waymark migrate --data /srv/waymark", "waymark migrate --authority island --check")
        { data, authority, check };

        verb.SetAction(async (parsed, _) =>
        {
            var installation = Installation.Read(parsed.GetRequiredValue(data), null);
            var ids = installation.Stored.Where(id => parsed.GetValue(authority) is not { } only || only == id).ToList();
            if (ids.Count == 0) return CommandLine.Fail(parsed, $"There is no such authority in {installation.Data}, nor named in its waymark.json.");
            var exit = CommandLine.Done;
            foreach (var id in ids)
                if (!await One(parsed, installation, id, machine, parsed.GetValue(check))) exit = CommandLine.Failed;
            return exit;
        });
        return verb;
    }

    static async Task<bool> One(ParseResult parsed, Installation installation, string id, IClock machine, bool check)
    {
        var output = parsed.InvocationConfiguration.Output;
        try
        {
            using var database = installation.DatabaseOf(id);
            await using var db = database.Open();
            var steps = check ? await Migrator.Missing(db) : await Migrator.Migrate(db, Columns.Whole(machine.GetCurrentInstant()));
            if (steps.Count == 0) output.WriteLine($"{id}: nothing is missing");
            foreach (var step in steps) output.WriteLine($"{id}: {step.Name} {(check ? "is missing" : "done")}");
            return !check || steps.Count == 0;
        }
        catch (Exception error) when (error is DbException or SchemaException)
        {
            parsed.InvocationConfiguration.Error.WriteLine($"error: {id}: {error.Message}");
            return false;
        }
    }
}
