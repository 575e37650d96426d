using System.Data.Common;
using System.Net;
using Waymark.App.Store.Audit;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Access;

/// <summary>
/// Whose records a request brought, and whom its page names, are those whom its entries in the audit name: no child more, and
/// none less.
/// </summary>
public sealed class CompleteTests(Databases databases)
{
    /// <summary>A script asks it again and again, of a page whose own entry says who is there; it answers with the names of workers alone.</summary>
    const string Silent = "worksteps/{id:guid}/presence";

    [Theory]
    [InlineData(Db.Sqlite, "island")]
    [InlineData(Db.Sqlite, "shire")]
    [InlineData(Db.Sqlite, "county")]
    [InlineData(Db.Sqlite, "city")]
    [InlineData(Db.Sqlite, "borough")]
    [InlineData(Db.PostgreSql, "island")]
    [InlineData(Db.PostgreSql, "shire")]
    public async Task The_children_who_were_read_and_shown_are_those_whom_the_audit_names(Db db, string council)
    {
        await using var town = await Town.Demonstration(databases, db, council);
        using var wandering = await Wandering.Begin(town, Seeds.Chance($"complete {council} {db}"));
        await using var read = new ReadIds(town.Database, Unaudited.Tags.Keys.ToList());
        await using var store = new Store(town.Database);
        // EF remembers for a second that nobody listens.
        await Task.Delay(1100);
        var children = await store.Children();
        // A brother or sister is named in the family on a child's own record.
        var family = Town.ScriptOf(council).Children.SelectMany(child => child.Family).Select(person => person.Name).ToHashSet();
        await store.Named();
        read.Take();

        var times = Seeds.Times(143, 1430);
        var faults = new Dictionary<string, (int Times, string First)>();
        var entries = 0;
        for (var n = 0; n < times; n++) await Hear(await wandering.Next());
        await foreach (var pressed in wandering.PressAll())
        {
            await Hear(pressed);
            times++;
        }
        async Task Hear(Call call)
        {
            var (got, spared) = read.Take();
            var shown = call.Status == 200 ? Shown(call.Body, children, family) : [];
            var (count, named) = await store.Named();
            entries += count;
            foreach (var child in got.Keys.Where(children.ContainsKey).Except(named)) Fault($"{call.Route} read and not named", $"{call}\n  {got[child]}");
            foreach (var child in shown.Except(named)) Fault($"{call.Route} showed and not named", $"{call}: {children[child]}");
            foreach (var child in named.Intersect(children.Keys).Except(got.Keys).Except(spared.Keys).Except(shown)) Fault($"{call.Route} named and neither read nor shown", $"{call}: {children[child]}");
            if (count == 0 && call.Status == 200 && call.Route != Silent) Fault($"{call.Route} left no entry", $"{call}");
        }
        Assert.True(faults.Count == 0, string.Join("\n\n", faults.OrderBy(each => each.Key).Select(each => $"{each.Key} ({each.Value.Times}): {each.Value.First}")));
        var pages = Wandering.RoutesOf(town).Where(route => !Wandering.Front(route)).ToList();
        Counts.Say($"pages that somebody was shown meanwhile, of {pages.Count}, {council}, {db.Name()}", pages.Count(wandering.Visits.ContainsKey), Seeds.Seed);
        Counts.Say($"calls of which the audit names each child that was read or shown, {council}, {db.Name()}", times, Seeds.Seed);
        Assert.True(pages.Count(wandering.Visits.ContainsKey) > pages.Count / (Seeds.Long ? 2 : 4), $"Not seen: {string.Join(", ", pages.Where(page => !wandering.Visits.ContainsKey(page)))}");
        void Fault(string what, string where) => faults[what] = faults.TryGetValue(what, out var known) ? (known.Times + 1, known.First) : (1, where);
    }

    /// <summary>Each page, and each button on it, while no entry can be written: the database itself refuses, and quotes a child's name.</summary>
    [Theory]
    [InlineData(Db.Sqlite, "island")]
    [InlineData(Db.Sqlite, "shire")]
    [InlineData(Db.PostgreSql, "island")]
    [InlineData(Db.PostgreSql, "shire")]
    public async Task What_cannot_be_recorded_is_shown_on_no_page_and_done_by_no_button(Db db, string council)
    {
        await using var town = await Town.Demonstration(databases, db, council);
        using var wandering = await Wandering.Begin(town, Seeds.Chance($"unrecorded {council} {db}"));
        for (var n = 0; n < Seeds.Times(80, 1500); n++) await wandering.Next();
        await using var store = new Store(town.Database);
        var children = await store.Children();
        await store.Refuse(children.First().Value.Name);

        var shown = 0;
        foreach (var (name, path) in wandering.Shown.Values)
        {
            var call = await wandering.Get(name, path);
            // What was seen before may lead elsewhere by now: nothing is shown there.
            if (call.Route == Silent || call.Status == 302) continue;
            Assert.True(call.Status == 503 && call.Body.Contains("We could not record this access, so we cannot show it", StringComparison.Ordinal), $"{call}");
            Assert.Matches("and quote [0-9A-Z]+:[0-9A-Z]+", call.Body);
            Assert.Empty(Shown(call.Body, children));
            shown++;
        }
        var (before, pressed) = (await store.State(), 0);
        await foreach (var call in wandering.PressAll())
        {
            Assert.True(call.Status is 302 or 400 or 403 or 404 or 503 || (call.Status == 500 && call.Body.Contains("and quote ", StringComparison.Ordinal)), $"{call}");
            Assert.Empty(call.Status == 200 ? Shown(call.Body, children) : []);
            var after = await store.State();
            Assert.True(before.SetEquals(after), $"{call} changed {string.Join(", ", after.Except(before).Take(3))}");
            pressed++;
        }
        Assert.True(shown > wandering.Shown.Count / 2, $"{shown} pages of {wandering.Shown.Count}");
        Counts.Say($"pages not shown while nothing could be recorded, {council}, {db.Name()}", shown, Seeds.Seed);
        Counts.Say($"buttons that changed nothing while nothing could be recorded, {council}, {db.Name()}", pressed, Seeds.Seed);
    }

    /// <summary>By number, by name or by a link to them.</summary>
    static List<Guid> Shown(string body, IReadOnlyDictionary<Guid, (string Number, string Name)> children, IReadOnlySet<string>? family = null)
    {
        var text = WebUtility.HtmlDecode(body);
        return [.. children.Where(child => text.Contains(child.Value.Number, StringComparison.Ordinal) || (family?.Contains(child.Value.Name) != true && text.Contains(child.Value.Name, StringComparison.Ordinal)) || text.Contains($"/children/{child.Key}", StringComparison.Ordinal)).Select(child => child.Key)];
    }

    /// <summary>The database, past the program.</summary>
    sealed class Store : IAsyncDisposable
    {
        readonly DbConnection own;
        long last;

        public Store(TestDatabase database) => own = ReadIds.Open(database);

        public async Task<Dictionary<Guid, (string Number, string Name)>> Children()
        {
            var children = new Dictionary<Guid, (string, string)>();
            await foreach (var row in Rows("SELECT id, number, name FROM child")) children[Guid.Parse(row[0])] = (row[1], row[2]);
            return children;
        }

        /// <summary>How many entries came since the last time, and whom they name.</summary>
        public async Task<(int Entries, HashSet<Guid> Named)> Named()
        {
            var (count, named) = (0, new HashSet<Guid>());
            await foreach (var row in Rows($"SELECT number, child_id, shown FROM audit_entry WHERE number > {last} ORDER BY number"))
            {
                last = long.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture);
                count++;
                named.UnionWith(row[1].Split(',').Concat(row[2].Split(',')).Where(id => id.Length == 36).Select(Guid.Parse));
            }
            return (count, named);
        }

        /// <summary>From now on no entry is taken.</summary>
        public async Task Refuse(string quoting)
        {
            var name = quoting.Replace("'", "''", StringComparison.Ordinal);
            string[] statements = own is Npgsql.NpgsqlConnection
                ? [$"CREATE FUNCTION refuses() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No room for {name}'; END $$", "CREATE TRIGGER refuses BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuses()"]
                : [$"CREATE TRIGGER refuses BEFORE INSERT ON audit_entry BEGIN SELECT RAISE(ABORT, 'No room for {name}'); END"];
            foreach (var statement in statements)
            {
                await using var command = own.CreateCommand();
                command.CommandText = statement;
                await command.ExecuteNonQueryAsync();
            }
        }

        /// <summary>Every row of every table, but for when each session was last used and what is typed and not sent, which nothing records.</summary>
        public async Task<HashSet<string>> State()
        {
            var state = new HashSet<string>();
            var tables = new List<string>();
            await foreach (var row in Rows(own is Npgsql.NpgsqlConnection ? "SELECT tablename FROM pg_tables WHERE schemaname = 'public'" : "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")) tables.Add(row[0]);
            foreach (var table in tables.Except(["session", "draft", "presence", "lease"]))
                await foreach (var row in Rows($"SELECT * FROM {table}")) state.Add($"{table}: {string.Join('|', row)}");
            return state;
        }

        async IAsyncEnumerable<string[]> Rows(string query)
        {
            await using var command = own.CreateCommand();
            command.CommandText = query;
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync()) yield return [.. Enumerable.Range(0, rows.FieldCount).Select(i => Convert.ToString(rows.GetValue(i), System.Globalization.CultureInfo.InvariantCulture) ?? "")];
        }

        public ValueTask DisposeAsync() => own.DisposeAsync();
    }
}
