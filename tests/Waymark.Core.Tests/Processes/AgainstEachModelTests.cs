using NodaTime;
using Waymark.Core.Tests.Processes.Models;
using Xunit;

namespace Waymark.Core.Tests.Processes;

/// <summary>
/// As <see cref="AgainstTheModelTests"/> for Island: generated people of County, City and Borough try generated things on the engine
/// and on the council's own <see cref="CouncilModel"/>. Both accept and refuse alike, and both show the same afterwards.
/// </summary>
public sealed class AgainstEachModelTests
{
    private const int Length = 60;

    private static readonly Dictionary<string, (string Protocol, LocalDateTime Begin, Func<CouncilModel> Model)> Councils = new()
    {
        ["county"] = ("formal-alert", new(2020, 12, 14, 9, 0), () => new CountyModel()),
        ["city"] = ("dispute", new(2020, 10, 21, 9, 0), () => new CityModel()),
        ["borough"] = ("issue", new(2020, 12, 15, 9, 0), () => new BoroughModel()),
    };

    [Fact]
    public void Countys_engine_and_model_agree() => Agree("county",
        "end: Escalated to CAFCASS", "end: Resolved", "end: Unresolved at Stage 4; the Assistant Director's decision stands",
        "pre-cafcass-meeting", "stage-1", "stage-2", "stage-3", "stage-4", "stage-4-meeting", "upload-alert");

    [Fact]
    public void Citys_engine_and_model_agree() => Agree("city", "cafcass", "discuss",
        "end: Closed after discussion", "end: Closed after immediate action", "end: Excellent practice", "end: Referred to CAFCASS",
        "end: Resolved at Stage 2", "end: Resolved at Stage 3", "end: Resolved at Stage 4", "end: Signed off", "end: Unresolved when the child left care",
        "immediate", "issue", "professionals", "stage-1", "stage-2", "stage-3", "stage-4", "triage", "urgent-plan");

    [Fact]
    public void Boroughs_engine_and_model_agree() => Agree("borough", "briefing",
        "end: Finalised - resolved", "end: Finalised - unresolved", "end: Resolved informally",
        "formal", "informal", "level-1", "level-2", "level-3", "level-4", "outcome-and-learning");

    private static void Agree(string name, params string[] places)
    {
        var (council, sequences, commands, accepted) = (new Council(name), Seeds.Times(2_000, 20_000), 0, 0);
        var reached = new Dictionary<string, int>();
        for (var i = 0; i < sequences; i++)
        {
            var script = Script(name, Seeds.Chance($"{nameof(AgainstEachModelTests)} {name} {i}"));
            if (Difference(council, name, script, out var taken, out var at) is { } difference) Assert.Fail($"Seed {Seeds.Seed}, sequence {i}: {difference}\n{string.Join('\n', Shortest(council, name, script))}");
            (commands, accepted) = (commands + script.Count, accepted + taken);
            foreach (var place in at) reached[place] = reached.GetValueOrDefault(place) + 1;
        }
        Counts.Say($"{name}: sequences of commands on which engine and model agree", sequences, Seeds.Seed);
        Counts.Say($"{name}: commands in them", commands, Seeds.Seed);
        Counts.Say($"{name}: commands in them that were accepted", accepted, Seeds.Seed);
        foreach (var (place, times) in reached.OrderBy(r => r.Key, StringComparer.Ordinal)) Counts.Say($"{name}: sequences that came to {place}", times, Seeds.Seed);
        Assert.True(accepted * 2 >= commands, $"Only {accepted} of {commands} commands were accepted.");
        Assert.Equal(places, reached.Keys.Order(StringComparer.Ordinal));
    }

    /// <summary>Mostly what the model would let happen; one in six may be anything, by anybody.</summary>
    internal static List<Tried> Script(string name, Random random)
    {
        var (model, script) = (Councils[name].Model(), new List<Tried>());
        var length = Length / 2 + random.Next(Length);
        while (script.Count < length && model.End.Length == 0)
        {
            var pool = model.Pool(random).ToList();
            var command = pool[random.Next(pool.Count)];
            if (random.Next(6) == 0) command = Odd(random, command, pool);
            else for (var tries = 0; tries < 30 && !model.May(command); tries++) command = pool[random.Next(pool.Count)];
            script.Add(command);
            model.Do(command);
        }
        return script;
    }

    /// <summary>Somebody else, or to somebody else, or without saying why.</summary>
    private static Tried Odd(Random random, Tried command, List<Tried> pool)
    {
        var other = pool[random.Next(pool.Count)];
        return random.Next(4) switch
        {
            0 when other.By.Length > 0 && command.By.Length > 0 => command with { By = other.By },
            1 when other.To.Length > 0 && command.To.Length > 0 => command with { To = other.To },
            2 => command with { Why = !command.Why },
            _ => command,
        };
    }

    internal static bool IsModelled(string name, string protocol) => Councils.TryGetValue(name, out var council) && council.Protocol == protocol;

    /// <summary>The engine's whole record of one script.</summary>
    internal static CouncilAsPlayed Played(Council council, string name, IEnumerable<Tried> script)
    {
        var engine = new CouncilAsPlayed(council, Councils[name].Protocol, Councils[name].Begin);
        foreach (var command in script) engine.Do(command);
        return engine;
    }

    /// <summary>What differs first; null: nothing.</summary>
    private static string? Difference(Council council, string name, IReadOnlyList<Tried> script, out int accepted, out HashSet<string> reached)
    {
        var (model, engine) = (Councils[name].Model(), new CouncilAsPlayed(council, Councils[name].Protocol, Councils[name].Begin));
        (accepted, reached) = (0, []);
        foreach (var command in script)
        {
            var (said, done) = (model.Do(command), engine.Do(command));
            if (said != (done.Length == 0)) return $"{command}\nis {(said ? "accepted" : "refused")} by the model, and the engine says: {(done.Length == 0 ? "accepted" : done)}\n  {engine.Shows}";
            if (model.Shows != engine.Shows) return $"after {command}\nthe model shows\n  {model.Shows}\nand the engine\n  {engine.Shows}";
            if (said) accepted++;
            reached.UnionWith(model.Places);
        }
        engine.IsTheFold();
        return null;
    }

    private static List<Tried> Shortest(Council council, string name, List<Tried> script)
    {
        while (script.Count > 1 && Difference(council, name, script[..^1], out _, out _) is not null) script = script[..^1];
        for (var i = script.Count - 2; i >= 0; i--)
        {
            List<Tried> without = [.. script[..i], .. script[(i + 1)..]];
            if (Difference(council, name, without, out _, out _) is not null) script = without;
        }
        return script;
    }
}
