using System.Text;
using NodaTime.Text;
using Waymark.Core.Calendar;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Tests.Packs;
using Xunit;

namespace Waymark.Core.Tests.Processes;

/// <summary>What processes left behind under each release, in <c>tests/replay</c>: state, dates and people are derived from it anew, and are as they were.</summary>
public sealed class ReplayTests
{
    private static readonly string Folder = Checkout.At("tests", "replay");

    public static TheoryData<string> Histories => [.. Directory.EnumerateFiles(Folder, "*.jsonl", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Histories))]
    public void What_was_recorded_reads_as_it_did(string history)
    {
        var (release, council, name) = (history.Split('/')[0], history.Split('/')[1], Path.Combine(Folder, history));
        var lines = File.ReadAllLines(name);
        var events = lines.Select(Json.Read<Event>).ToList();
        Assert.Equal(File.ReadAllText(Path.ChangeExtension(name, "txt")).ReplaceLineEndings("\n"), Derived(new Council(council, Kept(release, council)), events));
    }

    /// <summary>With WAYMARK_GOLDEN=write what is missing is recorded, and nothing is written over.</summary>
    [Fact]
    public void This_release_is_recorded()
    {
        var release = typeof(Engine).Assembly.GetName().Version!.ToString(3);
        if (Environment.GetEnvironmentVariable("WAYMARK_GOLDEN") == "write" && !Directory.Exists(Path.Combine(Folder, release))) Record(release);
        foreach (var council in PackFiles.Shipped)
            Assert.True(Directory.Exists(Path.Combine(Folder, release, council)), $"{council} isn't recorded under {release}: see tests/replay/README.md.");
    }

    // ---- Deriving ----

    private static Pack Kept(string release, string council)
    {
        var folder = Path.Combine(Folder, release, "packs", council);
        var read = PackReader.Read(council, [.. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Select(f => (Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText(f))).OrderBy(f => f.Item1, StringComparer.Ordinal)]);
        Assert.True(read.Pack is not null, string.Join("\n", read.Faults));
        return read.Pack;
    }

    private static string Derived(Council council, IReadOnlyList<Event> events)
    {
        var process = Process.Fold(events);
        Assert.Equal(council.Pack.Fingerprint, process.Pack);
        var text = new StringBuilder($"{process.Protocol} {process.Version}, pack {process.Pack}\n{process.Status} {process.EndState}\n");
        text.AppendLine($"raised by {process.RaisedBy}, led by {process.Raiser}");
        foreach (var workstep in process.Worksteps) Describe(text, workstep);
        foreach (var clock in process.Clocks) text.AppendLine($"{clock.Definition} {LocalDatePattern.Iso.Format(clock.Due.From)} to {InstantPattern.ExtendedIso.Format(clock.Due.Ends)}: {clock.Status}; counted anew {Anew(council.Pack, process, clock)}");
        foreach (var (sent, before) in events.Select((e, i) => (e.What as RequestSent, events.Take(i))).Where(p => p.Item1 is not null)) text.AppendLine(Found(council, sent!, before, events));
        return text.Replace("\r\n", "\n").ToString();
    }

    private static void Describe(StringBuilder text, Workstep w)
    {
        text.AppendLine($"{w.Definition} held by {w.Holder}: {w.Status}, {InstantPattern.ExtendedIso.Format(w.Opened)} to {(w.Closed is { } closed ? InstantPattern.ExtendedIso.Format(closed) : "-")}");
        foreach (var (field, answer) in w.Answers.OrderBy(a => a.Key, StringComparer.Ordinal)) text.AppendLine($"  {field} = {answer.Text.Replace('\n', '|')} by {answer.By}");
        foreach (var (table, rows) in w.Tables.OrderBy(t => t.Key, StringComparer.Ordinal))
            foreach (var row in rows) text.AppendLine($"  {table}: {string.Join(", ", row.Cells.OrderBy(c => c.Key, StringComparer.Ordinal).Select(c => $"{c.Key} = {c.Value.Text}"))}");
        foreach (var (field, signature) in w.Signatures.OrderBy(s => s.Key, StringComparer.Ordinal)) text.AppendLine($"  signed {field}: {signature.Stamp}");
        foreach (var request in w.Requests) text.AppendLine($"  asked {request.Definition}: {request.Sender} to {request.Holder}, {request.Status}");
        foreach (var action in w.NextActions) text.AppendLine($"  next {action.Definition}: {(action.Taken is null ? "not taken" : "taken")}");
        foreach (var passed in w.NotUsed) text.AppendLine($"  not used {passed.Definition}: {passed.Reason}");
    }

    /// <summary>The last day once more, from day 0 and what the pack of then says.</summary>
    private static string Anew(Pack pack, Process process, Clock clock)
    {
        var protocol = pack.Protocol(process.Protocol)!;
        var workstep = clock.Workstep is { } id ? protocol.Workstep(process.Workstep(id).Definition) : null;
        var span = protocol.Clocks.Concat(workstep is null ? [] : protocol.Form(workstep.Form).Clocks.Concat(workstep.Clocks)).First(c => c.Id == clock.Definition).Span;
        var due = span.Unit == Unit.Hours ? Due.Count(Cast.Calendar, clock.Due.Ends - NodaTime.Duration.FromHours(span.Amount), span) : Due.Count(Cast.Calendar, clock.Due.From, span);
        return due.ToIso();
    }

    /// <summary>Whom the rule finds, asked again of the state that it was asked of.</summary>
    private static string Found(Council council, RequestSent sent, IEnumerable<Event> before, IReadOnlyList<Event> events)
    {
        var process = Process.Fold([.. before]);
        var at = events.First(e => e.What == sent);
        var played = IsPlayed(council.Pack.Id, process.Protocol);
        var situation = new Situation { Pack = council.Pack, Calendar = Cast.Calendar, Now = at.Happened, Actor = at.By, Register = played ? Cast.Register : council.Register, Children = [played ? Cast.Arlo : council.Child] };
        var workstep = process.Workstep(sent.Workstep);
        var context = new Context(process, Engine.Definition(process, situation), situation) { Workstep = workstep };
        return $"{sent.Definition} to {sent.To}: {sent.Found}; found anew {string.Join(", ", Engine.Receivers(context, context.Form!.Request(sent.Definition)!).Select(r => $"{r.Worker} {r.Found}"))}";
    }

    // ---- Recording ----

    private static void Record(string release)
    {
        foreach (var name in PackFiles.Shipped)
        {
            foreach (var (path, text) in PackFiles.Files(name)) Write(Path.Combine(Folder, release, "packs", name, path), text);
            var council = new Council(name, Kept(release, name));
            foreach (var protocol in council.Pack.Protocols.Where(p => p.About != About.Service))
                foreach (var (events, n) in Ended(council, name, protocol.Id).Select((e, i) => (e, i + 1)))
                {
                    Write(Path.Combine(Folder, release, name, $"{protocol.Id}-{n}.jsonl"), string.Concat(events.Select(e => Json.Write(e) + "\n")));
                    Write(Path.Combine(Folder, release, name, $"{protocol.Id}-{n}.txt"), Derived(council, events));
                }
        }
    }

    /// <summary>A generated history to each end where there is a model, which goes the crooked ways too; else the shortest.</summary>
    private static IEnumerable<IReadOnlyList<Event>> Ended(Council council, string name, string protocol) =>
        IsPlayed(name, protocol) ? Plays.Select(play => play().Events)
            : !AgainstEachModelTests.IsModelled(name, protocol) ? EveryCouncilTests.Ends(council, protocol).Select(e => e.Events)
            : Enumerable.Range(0, 2_000).Select(i => AgainstEachModelTests.Played(council, name, AgainstEachModelTests.Script(name, new Random(i))).Events)
                .Where(events => Process.Fold(events).EndState is not null).DistinctBy(events => Process.Fold(events).EndState);

    private static bool IsPlayed(string name, string protocol) => (name, protocol) == ("island", "iro-qa");

    /// <summary>The guide's own path to each of its ends, by the people of <see cref="Cast"/>.</summary>
    private static readonly Func<Play>[] Plays =
    [
        () => new Play().Qapped("resolved", "qap-complete"),
        () => new Play().Stage(1).Through(Cast.Tess, "stage-2", "to-stage-2").At("2020-07-06").Through(Cast.Sunniva, "resolved", "drp-complete"),
        () => new Play().Stage(3).Through(Cast.Dermot, "cafcass", "to-cafcass").Save(Cast.Ida, ("document", Cast.Id(900).ToString())).Propose(Cast.Ida, "referred").Finish(Cast.Ida),
    ];

    private static void Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        if (!File.Exists(file)) File.WriteAllText(file, text);
    }
}
