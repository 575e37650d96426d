using System.CommandLine;
using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime;
using Waymark.App.Store;
using Waymark.App.Store.Audit;

namespace Waymark.App.Commands;

/// <summary>
/// <c>waymark audit verify</c>: computes the audit's chain again and holds it against the signed checkpoints. Exit code 3 says that
/// something is not as it was sealed; what, and where, is said for each.
/// </summary>
static class AuditCommand
{
    public const int Unsound = 3;

    static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Build(IClock machine) =>
        new Verb("audit", "Check the record of who saw and changed what", "waymark audit verify --data /srv/waymark") { Verify(machine) };

    static Verb Verify(IClock machine)
    {
        var data = DataFolder.Option();
        var authority = new Option<string>("--authority") { Description = "Only this one", HelpName = "ID" };
        var json = new Option<bool>("--json") { Description = "Answer in JSON, one authority to a line" };
        var verb = new Verb("verify", "Compute the chain of the audit again, and name every link that is not what was sealed",
            "waymark audit verify", "waymark audit verify --authority island --json")
        { data, authority, json };
        verb.SetAction(async (parsed, _) =>
        {
            var installation = Installation.Read(parsed.GetRequiredValue(data), null);
            var ids = installation.Stored.Where(id => parsed.GetValue(authority) is not { } only || only == id).ToList();
            if (ids.Count == 0) return CommandLine.Fail(parsed, $"There is no such authority in {installation.Data}, nor named in its waymark.json.");
            var exit = CommandLine.Done;
            foreach (var id in ids) exit = Math.Max(exit, await One(parsed, installation, id, machine, parsed.GetValue(json)));
            return exit;
        });
        return verb;
    }

    static async Task<int> One(ParseResult parsed, Installation installation, string id, IClock machine, bool json)
    {
        try
        {
            using var database = installation.DatabaseOf(id);
            var report = await new AuditVerify(database, new AuthorityClock(machine), new Checkpoints(id, installation.FolderOf(id))).Run();
            Tell(parsed, id, report, json);
            return report.Sound ? CommandLine.Done : Unsound;
        }
        catch (DbException error)
        {
            return CommandLine.Fail(parsed, $"{id}: {error.Message}");
        }
    }

    static void Tell(ParseResult parsed, string id, AuditReport report, bool json)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (json)
        {
            output.WriteLine(JsonSerializer.Serialize(new { authority = id, report.Entries, report.Checkpoints, report.Sound, report.Faults }, Plain));
            return;
        }
        output.WriteLine($"{id}: {report.Entries} links, {report.Checkpoints} checkpoints, {(report.Sound ? "sound" : "NOT SOUND")}");
        foreach (var fault in report.Faults)
            output.WriteLine($"  {(fault.Place is { } place ? $"link {place}" : "no link")}{(fault.Entry is { } entry ? $", entry {entry}" : "")}: {fault.What}");
    }
}
