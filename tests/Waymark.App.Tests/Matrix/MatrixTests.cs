using System.Diagnostics;
using System.Text;
using Waymark.App.Tests.Features;
using Waymark.App.Tests.Harness;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Matrix;

/// <summary>
/// Who gets which answer from every route of the table: <c>tests/access/island.txt</c> and <c>shire.txt</c>, which are read by people and held to by
/// this. A route without a row, or a row without a route, is a fault; so is a word of the record in an answer to somebody who may not have it.
/// </summary>
public sealed class MatrixTests(Databases databases)
{
    [Theory(DisplayName = "S3-009 S3-012 Every route answers everybody as the access matrix says"), OnBoth("island"), OnBoth("shire")]
    public async Task Every_route_answers_as_the_matrix_says(Db db, string council)
    {
        await using var world = await World.Open(databases, db);
        var (routes, columns, file) = (await RoutesOf(world, council), Column.Of(council), FileOf(council));
        var golden = Sheet.Read(file);
        var writes = Environment.GetEnvironmentVariable("WAYMARK_GOLDEN") == "write" && db == Db.Sqlite;
        // The long run asks everything of both databases. The short one asks a third of SQLite and a fifteenth of PostgreSQL, others with each seed.
        bool Now(Column column, int place) => writes || Seeds.Long || (place + Seeds.Seed) % (db == Db.Sqlite ? 3 : 15) == 0;
        var (cells, faults) = await Try(world, council, columns.Where(Now), routes, golden);
        if (writes) await File.WriteAllTextAsync(file, new Sheet([.. columns.Select(column => column.Says)], [.. routes.Select(route => route.Label)], cells).Text(council));
        else
        {
            Assert.Equal(golden.Columns, columns.Select(column => column.Says));
            Assert.Equal(golden.Rows, routes.Select(route => route.Label));
            faults.AddRange(cells.Where(cell => golden.Cells[cell.Key] != cell.Value).Select(cell => $"{cell.Key.Item1}: {cell.Key.Item2}: {Sheet.Words(cell.Value)}, and the matrix says {Sheet.Words(golden.Cells[cell.Key])}"));
        }
        Assert.True(faults.Count == 0, $"{faults.Count} faults:\n{string.Join('\n', faults.Take(40))}");
        Counts.Say($"access matrix of {council}: cells ({db.Name()})", cells.Count, Seeds.Seed);
    }

    internal static string FileOf(string council) => Checkout.At("tests", "access", $"{council}.txt");

    internal static async Task<IReadOnlyList<Asked>> RoutesOf(World world, string council) => Variants(council, await Asked.All(world.Services));

    internal static async Task<(Dictionary<(string Row, string Column), char> Cells, List<string> Faults)> Try(World world, string council, IEnumerable<Column> columns, IReadOnlyList<Asked> routes, Sheet golden)
    {
        var (cells, faults) = (new Dictionary<(string, string), char>(), new List<string>());
        foreach (var column in columns) await new Tried(world, council, column, routes, golden, cells, faults).Run();
        return (cells, faults);
    }

    /// <summary>Files of Shire differ by what they are: one that may be taken away, and one that is asked for first.</summary>
    static IReadOnlyList<Asked> Variants(string council, IReadOnlyList<Asked> routes) => council == "island" ? routes :
        [.. routes.SelectMany(route => route.Route.StartsWith("documents/{id:guid}", StringComparison.Ordinal) ? new[] { route with { Of = "safety plan" }, route with { Of = "care plan" }, route with { Of = "court report" } } : [route])];
}

/// <summary>One column, tried from its beginning.</summary>
sealed class Tried(World world, string council, Column column, IReadOnlyList<Asked> routes, Sheet golden, Dictionary<(string, string), char> cells, List<string> faults)
{
    readonly IReadOnlyDictionary<string, string> things = world.ThingsOf(council);

    public async Task Run()
    {
        await world.Reset(council);
        using var caller = await Caller();
        var entered = await world.LastEntry(council);
        var gets = routes.Where(route => route.Method == "GET").ToList();
        await All(caller, gets);
        var before = await world.Record(council);
        // First whatever is refused, which changes nothing; then what is allowed, which may. What ends the session comes last.
        bool Denied(Asked route) => golden.Cells.TryGetValue((route.Label, column.Says), out var cell) && Sheet.IsDenied(cell);
        var posts = routes.Except(gets).OrderBy(route => route.Weight).ToList();
        await All(caller, posts.Where(Denied));
        var after = await world.Record(council);
        if (after != before && golden.Cells.Count > 0) Say($"{column.Says}: what was refused changed {string.Join(", ", Changed(before, after))}");
        if (column is { Name: not null, Elsewhere: false }) Count(gets.Concat(posts.Where(Denied)), await world.Entries(council, entered));
        foreach (var route in posts.Where(route => !Denied(route))) await Ask(caller, route);
    }

    /// <summary>Several at once: their entries in the audit are then written together.</summary>
    Task All(Caller caller, IEnumerable<Asked> some) => Parallel.ForEachAsync(some, new ParallelOptions { MaxDegreeOfParallelism = 12 }, async (route, _) => await Ask(caller, route));

    /// <summary>Whatever somebody who is signed in is refused about anybody or anything leaves one entry.</summary>
    void Count(IEnumerable<Asked> asked, IReadOnlyList<AuditEntry> entries)
    {
        foreach (var page in asked.Where(route => route.NamesSomething).GroupBy(route => route.Page))
        {
            var refused = page.Where(route => cells[(route.Label, column.Says)] is 'R' or 'x' or '.' or 'o').Select(route => route.Label).ToList();
            var kept = entries.Count(entry => entry.What == page.Key && entry.Outcome != AuditOutcome.Done);
            if (kept != refused.Count) Say($"{column.Says}: {kept} entries of {refused.Count} refusals: {string.Join(", ", refused)}");
        }
    }

    static IEnumerable<string> Changed(string before, string after) => after.Split('\n').Except(before.Split('\n'));

    async Task<Caller> Caller()
    {
        if (column.Name is null)
        {
            var nobody = world.Visitor();
            return await Matrix.Caller.Of(world, council, nobody);
        }
        var visitor = await world.As(column.Elsewhere ? council == "island" ? "shire" : "island" : council, column.Name);
        if (column.Elsewhere) return await Matrix.Caller.From(world, council, council == "island" ? "shire" : "island", visitor);
        if (column.So is { } so) await world.Write(council, so);
        return await Matrix.Caller.Of(world, council, visitor);
    }

    async Task Ask(Caller caller, Asked route)
    {
        var reply = await caller.Send(route.Method, route.Address(council, Things(route)), route.Fields(Things(route)));
        var cell = Sheet.Of(route, council, reply);
        lock (cells) cells[(route.Label, column.Says)] = cell;
        if (cell == '?') Say($"{column.Says}: {route.Label}: {reply.Status} {reply.Location}");
        // Whoever may not know of the child reads no word of the record anywhere; whoever is refused something reads none in the refusal.
        var concealed = golden.Cells.TryGetValue(("GET  /children/{id}", column.Says), out var child) && child is '.' or 's';
        if (!concealed && !Sheet.IsDenied(cell)) return;
        var said = reply.Says(World.TokensOf(council)).Where(token => !Allocating(route, token)).ToList();
        if (said.Count > 0) Say($"{column.Says}: {route.Label} says {string.Join(", ", said)}");
    }

    void Say(string fault)
    {
        lock (faults) faults.Add(fault);
    }

    /// <summary>Administrators know a child by the number alone, and nothing of one that is sealed; and a form keeps the number that was typed in it.</summary>
    bool Allocating(Asked route, string token) => token == things["number"]
        && (route.Label == "POST /children/emergency" || (route.Route.StartsWith("administration/", StringComparison.Ordinal) && !column.Says.StartsWith("sealed", StringComparison.Ordinal)));

    IReadOnlyDictionary<string, string> Things(Asked route) => route.Of is "care plan" or "court report" ? new Dictionary<string, string>(things) { ["documents/id"] = things[route.Of] } : things;
}

/// <summary>The matrix as a text: what the letters mean, who the columns are, and a line for each route.</summary>
internal sealed record Sheet(IReadOnlyList<string> Columns, IReadOnlyList<string> Rows, IReadOnlyDictionary<(string Row, string Column), char> Cells)
{
    static readonly (char Letter, string Words)[] Letters =
    [
        ('A', "answered: the page is shown, or what was sent is taken"), ('e', "the form comes back: it says what is missing, or why they can't do it"), ('F', "a file is sent"), ('R', "asks why they need the record"), ('N', "asks what they need the file for"),
        ('x', "refused in words, as they know that the child is there"), ('.', "not there: the same as for what doesn't exist"), ('s', "asks them to sign in"), ('o', "refused, as the form is another session's"),
    ];

    public static string Words(char letter) => Letters.FirstOrDefault(each => each.Letter == letter).Words ?? $"'{letter}'";

    public static bool IsDenied(char cell) => cell is 'R' or 'N' or 'x' or '.' or 's' or 'o';

    public static char Of(Asked route, string council, Reply reply) => reply switch
    {
        { Status: 200, IsFile: true } => 'F',
        { Status: 200 } when route.Method == "POST" && reply.Body.Contains("govuk-error-summary", StringComparison.Ordinal) => 'e',
        { Status: 200 } => 'A',
        { Status: 404 } => '.',
        { Status: 403 } => 'x',
        { Status: 400 } => 'o',
        { Status: >= 300 and < 400, Location: { } to } when !route.EndsTheSession && Is(to, $"/{council}/sign-in") => 's',
        { Status: >= 300 and < 400, Location: { } to } when to.Contains("/reason", StringComparison.Ordinal) => 'R',
        { Status: >= 300 and < 400, Location: { } to } when route.Method == "GET" && to.EndsWith("/need", StringComparison.Ordinal) => 'N',
        { Status: >= 200 and < 400 } => 'A',
        _ => '?',
    };

    static bool Is(string location, string path) => location.Split('?')[0] == path;

    public string Text(string council)
    {
        var text = new StringBuilder($"Who gets which answer about {(council == "island" ? "Arlo, a child of Island" : "Kit, a child of Shire who lives in Larch House")}, from every route that the program has.\nHeld to by MatrixTests; WAYMARK_GOLDEN=write writes it anew, for review.\n\n");
        foreach (var (letter, words) in Letters) text.Append($"  {letter}  {words}\n");
        text.Append('\n');
        for (var i = 0; i < Columns.Count; i++) text.Append($"{i + 1,3}  {Columns[i]}\n");
        var wide = Rows.Max(row => row.Length) + 1;
        text.Append($"\n{new string(' ', wide)}{string.Concat(Columns.Select((_, i) => $"{i + 1,3}"))}\n");
        foreach (var row in Rows) text.Append($"{row.PadRight(wide)}{string.Concat(Columns.Select(column => $"  {Cells[(row, column)]}"))}\n");
        return text.ToString();
    }

    public static Sheet Read(string file)
    {
        var lines = File.Exists(file) ? File.ReadAllLines(file) : [];
        var columns = lines.Where(line => line.Length > 5 && char.IsAsciiDigit(line[2]) && line[3] == ' ' && line[4] == ' ' && !char.IsWhiteSpace(line[5])).Select(line => line[5..]).ToList();
        var (rows, cells) = (new List<string>(), new Dictionary<(string, string), char>());
        foreach (var line in lines.Where(line => line.StartsWith("GET ", StringComparison.Ordinal) || line.StartsWith("POST ", StringComparison.Ordinal)))
        {
            var begin = line.Length - 3 * columns.Count;
            rows.Add(line[..begin].TrimEnd());
            for (var i = 0; i < columns.Count; i++) cells[(rows[^1], columns[i])] = line[begin + 3 * i + 2];
        }
        return new Sheet(columns, rows, cells);
    }
}
