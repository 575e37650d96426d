using System.CommandLine;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using Waymark.App.Features.SignIn;
using Waymark.App.Store;
using Waymark.Core.Record;

namespace Waymark.App.Commands;

/// <summary><c>waymark user</c>: local accounts. A password is typed or read from standard input, never a flag: flags stay in histories and lists of processes.</summary>
static class UserCommand
{
    static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web);

    public static Command Build(IClock machine) => new("user", "Add, list, lock and unlock those who sign in with a password")
    {
        Add(machine), List(machine), Change(machine, "password", "Give an account a new password, and end its sessions", SetPassword),
        Change(machine, "lock", "Shut an account until it is unlocked, and end its sessions", (_, db, worker) => Shut(db, worker, Accounts.ForGood)),
        Change(machine, "unlock", "Open an account that was shut, by hand or by wrong passwords", (_, db, worker) => Shut(db, worker, null)),
    };

    static Verb Add(IClock machine)
    {
        var common = new Common();
        var name = new Option<string>("--name") { Description = "The worker's name", Required = true };
        var post = new Option<string>("--post") { Description = "A post of the authority's pack, held from today", Required = true };
        var team = new Option<string>("--team") { Description = "The team that the post is for" };
        var locality = new Option<string>("--locality") { Description = "The locality that the post is for" };
        var organisation = new Option<string>("--organisation") { Description = "Who they work for; without it, the authority" };
        var email = new Option<string>("--email") { Description = "Where notices are sent" };
        var verb = new Verb("add", "Add a worker who signs in with a password, read from standard input",
            "waymark user add --authority island --login ada --name \"Ada Bell\" --post POST",
            "waymark user add --authority island --login tess --name \"Tess Marlow\" --post POST --team North < password.txt")
        { common.Authority, common.Login, name, post, team, locality, organisation, email, common.Data, common.Packs, common.Json };
        verb.SetAction((parsed, cancel) => common.In(parsed, machine, async authority =>
        {
            if (authority.IsDemonstration) return "A demonstration has no accounts: a person is picked there.";
            if (authority.Packs.InForce.FindPost(parsed.GetRequiredValue(post)) is not { } held)
                return $"There is no post '{parsed.GetRequiredValue(post)}'. Posts: {string.Join(", ", authority.Packs.InForce.Posts.Select(each => each.Id))}.";
            var login = Names.Fold(parsed.GetRequiredValue(common.Login));
            if (login.Length == 0) return "--login needs at least one letter or digit.";
            await using (var db = authority.Open())
                if (await db.Workers.AnyAsync(row => row.Login == login)) return $"Somebody signs in as '{login}' already.";
            if (Password(parsed, out var password) is { } wrong) return wrong;

            var worker = new Worker(Guid.NewGuid(), parsed.GetRequiredValue(name), parsed.GetValue(organisation) ?? authority.Label, parsed.GetValue(email));
            var row = WorkerRow.Of(worker, login);
            row.PasswordHash = Accounts.Hash(password);
            var today = authority.Clock.GetCurrentInstant().InZone(authority.Calendar.Zone).Date;
            await Write(authority, "user/add", db =>
            {
                db.Add(row);
                db.Add(new Holding(Guid.NewGuid(), worker.Id, held.Id, parsed.GetValue(team), parsed.GetValue(locality), today, null));
                return Task.CompletedTask;
            });
            common.Say(parsed, $"{worker.Name} may sign in as '{login}'.", new { id = worker.Id, login });
            return null;
        }));
        return verb;
    }

    static Verb List(IClock machine)
    {
        var common = new Common();
        var verb = new Verb("list", "List those who may sign in with a password", "waymark user list --authority island", "waymark user list --authority island --json")
            { common.Authority, common.Data, common.Packs, common.Json };
        verb.SetAction((parsed, cancel) => common.In(parsed, machine, async authority =>
        {
            await using var db = authority.Open();
            var now = authority.Clock.Machine;
            foreach (var row in await db.Workers.Where(row => row.Login != null).OrderBy(row => row.Login).ToListAsync(cancel))
            {
                var state = row.LeftOn is not null ? "left" : row.LockedUntil > now ? "locked" : "open";
                common.Say(parsed, $"{row.Login}\t{row.Name}\t{state}", new { login = row.Login, name = row.Name, state });
            }
            return null;
        }));
        return verb;
    }

    static Verb Change(IClock machine, string name, string description, Func<ParseResult, WaymarkDb, WorkerRow, Task<string?>> change)
    {
        var common = new Common();
        var verb = new Verb(name, description, $"waymark user {name} --authority island --login tess") { common.Authority, common.Login, common.Data, common.Packs, common.Json };
        verb.SetAction((parsed, cancel) => common.In(parsed, machine, async authority =>
        {
            var login = Names.Fold(parsed.GetRequiredValue(common.Login));
            await using var reading = authority.Open();
            if (await reading.Workers.FirstOrDefaultAsync(row => row.Login == login, cancel) is not { } worker) return $"Nobody signs in as '{login}'.";
            string? wrong = null;
            await Write(authority, $"user/{name}", async db => wrong = await change(parsed, db, worker));
            if (wrong is null) common.Say(parsed, $"{worker.Name}: done.", new { id = worker.Id, login });
            return wrong;
        }));
        return verb;
    }

    static async Task<string?> SetPassword(ParseResult parsed, WaymarkDb db, WorkerRow worker)
    {
        if (Password(parsed, out var password) is { } wrong) return wrong;
        var hash = Accounts.Hash(password);
        await db.Workers.Where(row => row.Id == worker.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.PasswordHash, hash));
        return await Shut(db, worker, null) ?? await End(db, worker);
    }

    static async Task<string?> Shut(WaymarkDb db, WorkerRow worker, Instant? until)
    {
        await db.Workers.Where(row => row.Id == worker.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.LockedUntil, until).SetProperty(row => row.FailedSignIns, 0));
        return until is null ? null : await End(db, worker);
    }

    static async Task<string?> End(WaymarkDb db, WorkerRow worker)
    {
        await db.Sessions.Where(row => row.Worker == worker.Id).ExecuteDeleteAsync();
        return null;
    }

    static async Task Write(Authority authority, string what, Func<WaymarkDb, Task> change)
    {
        await using var writing = await authority.Database.Write();
        await change(writing.Db);
        await writing.Db.Counters.Where(row => row.Name == "register").ExecuteUpdateAsync(set => set.SetProperty(row => row.Next, row => row.Next + 1));
        writing.Db.AuditEntries.Add(new Actor(null).Entry(authority.Clock, AuditAction.Administer, what));
        await writing.Commit();
    }

    static string? Password(ParseResult parsed, out string password)
    {
        if (!Console.IsInputRedirected) parsed.InvocationConfiguration.Error.Write($"Password, at least {Accounts.ShortestPassword} letters: ");
        password = Console.ReadLine() ?? "";
        return password.Length >= Accounts.ShortestPassword ? null : $"A password has at least {Accounts.ShortestPassword} letters: a sentence is easy to remember.";
    }

    /// <summary>What each of these verbs is told, and how it opens the authority and answers.</summary>
    sealed class Common
    {
        public Option<string> Authority { get; } = new("--authority") { Description = "The authority's id", Required = true };
        public Option<string> Login { get; } = new("--login") { Description = "The name that they sign in with", Required = true };
        public Option<string> Data { get; } = DataFolder.Option();
        public Option<string> Packs { get; } = new("--packs") { Description = "The folder that holds the packs", HelpName = "DIR" };
        public Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON, one object to a line" };

        /// <param name="work">Gives why it failed, or null.</param>
        public async Task<int> In(ParseResult parsed, IClock machine, Func<Authority, Task<string?>> work)
        {
            if (PackFolder.Find(parsed.GetValue(Packs), out var error) is not { } folder) return CommandLine.Fail(parsed, error);
            var (id, installation) = (parsed.GetRequiredValue(Authority), Installation.Read(parsed.GetRequiredValue(Data), folder));
            if (!installation.Ids.Contains(id)) return CommandLine.Fail(parsed, $"There is no authority '{id}' in {folder}.");
            await using var authorities = await Authorities.Open(installation, machine, [id]);
            if (authorities.Find(id) is not { } authority) return CommandLine.Fail(parsed, $"{id} can't be opened. {authorities.Closed[0].Why ?? authorities.Closed[0].Faults[0].ToString()}");
            return await work(authority) is { } why ? CommandLine.Fail(parsed, why) : CommandLine.Done;
        }

        public void Say(ParseResult parsed, string words, object inJson) =>
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetValue(Json) ? JsonSerializer.Serialize(inJson, Plain) : words);
    }
}
