using System.Net.Mail;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using Waymark.App.Mail;
using Waymark.App.Store;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Store;
using Waymark.App.Timers;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using Xunit;

namespace Waymark.App.Tests.Features.Notices;

/// <summary>
/// Of everything personal that was planted in children and in what people wrote, nothing stands in a notice, a letter or the log,
/// though every council's people do whatever owes somebody a word, and though the database itself quotes what it fails on.
/// </summary>
public sealed class NothingPersonalTests(Databases databases)
{
    /// <summary>5,000 in a long run and 500 in an ordinary one, of four councils on both databases.</summary>
    static readonly int Most = Seeds.Times(63, 625);

    /// <summary>What the program itself owes people a word of, whatever a pack says.</summary>
    static readonly string[] Own = ["work-arrived", "work-reopened", "process-cancelled", "request-arrived", "request-completed", "request-returned", "request-reassigned", "request-withdrawn", "answer-recorded-for-you"];

    [Theory]
    [InlineData(Db.Sqlite, "island")]
    [InlineData(Db.Sqlite, "county")]
    [InlineData(Db.Sqlite, "city")]
    [InlineData(Db.Sqlite, "borough")]
    [InlineData(Db.PostgreSql, "island")]
    [InlineData(Db.PostgreSql, "county")]
    [InlineData(Db.PostgreSql, "city")]
    [InlineData(Db.PostgreSql, "borough")]
    public async Task Nothing_that_is_personal_stands_in_a_notice_a_letter_or_the_log(Db db, string council)
    {
        await using var database = await databases.Empty(db);
        await using var post = await MailServer.Start();
        var (clock, chance, log) = (new TestClock(), Seeds.Chance($"planted {council} {db}"), new Log());
        await using var authorities = await Open(database, council, clock, post.Port);
        var authority = authorities.Find(council)!;
        var pack = authority.Packs.InForce;
        var planted = new Planted(pack, chance);
        await Write(authority, planted.Furnish);
        var clocks = new ClocksDue(log);

        var told = new HashSet<string>();
        var own = Own.Where(kind => kind != "answer-recorded-for-you" || pack.Protocols.SelectMany(each => each.Forms).SelectMany(form => form.Requests).Any(request => request.Outside is not null)).ToList();
        var due = pack.Protocols.SelectMany(each => each.Notices.Concat(each.Forms.SelectMany(form => form.Notices)).Concat(each.Worksteps.SelectMany(step => step.Notices))).Select(notice => notice.Id).ToHashSet();
        var starts = pack.Protocols.SelectMany(each => each.Worksteps.Where(step => step.By.OfType<PersonRule.InPost>().Any()).Select(step => (each, step))).ToList();
        async Task Go((Protocol Protocol, WorkstepDefinition First) start, int steps)
        {
            List<Guid> children = [];
            await Write(authority, writing => children.AddRange(Enumerable.Range(0, start.Protocol.About switch { About.Service => 0, About.Child => 1, _ => 2 }).Select(_ => planted.Child(writing).Id)));
            await new Wanderer(authority, clock, planted, chance, told, async () =>
            {
                while (await clocks.Run(authority) > 0) { }
                while (await MailOut.Run(authority) > 0) { }
            }).Go(children, start.Protocol, start.First, steps);
        }
        for (var processes = 0; (await Recorded(authority, planted)).Count < Most || own.Except(told).Any() && (Seeds.Long || processes < 5); processes++)
        {
            Assert.True(processes < 400, $"After {processes} processes nobody was told of {string.Join(", ", own.Except(told))}");
            await Go(starts[processes % starts.Count], 40);
            told.UnionWith(await Kinds(authority));
        }

        // Of each kind one is under way, to be written in on its pages.
        foreach (var start in starts) await Go(start, 0);
        var recorded = await Recorded(authority, planted);
        await using (var store = authority.Open())
        {
            var notices = await store.Notices.ToListAsync();
            Nothing(planted, "a notice", notices.Select(row => $"{row.Definition} {row.Label} {row.Rule} {row.Failure}"));
            Nothing(planted, "a letter", post.Taken.Select(mail => $"{mail.Source}\n{mail.Subject}\n{mail.Body}"));
            Assert.True(post.Taken.Count > notices.Count(row => row.SentAt is not null && row.Channel == Channel.Email) / 20, $"{post.Taken.Count} letters of {notices.Count} notices");
        }
        await OnPages(authorities, authority, planted, log, clock);
        Counts.Say($"personal words planted in children and answers, of which none stands in a notice, a letter or the log: {council}, {db.Name()}", recorded.Count, Seeds.Seed);
        Counts.Say($"kinds of notice that were owed meanwhile, of {due.Count + own.Count}: {council}, {db.Name()}", told.Count, Seeds.Seed);
    }

    /// <summary>The notices as people read them, and what they write on pages; then the database fails with planted words in what it says, in a page, a clock and a timer.</summary>
    static async Task OnPages(Authorities authorities, Authority authority, Planted planted, Log log, TestClock clock)
    {
        await Write(authority, writing => Authority.MarkAsDemonstration(writing).GetAwaiter().GetResult());
        await authority.ReadClock();
        var app = Serve.Build(new ServeOptions(authorities, Path.Combine(authority.Folder, "keys")));
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        await using var running = await Running.Start(app);

        var read = new List<string>();
        foreach (var worker in await Told(authority, planted, Seeds.Times(4, 40)))
        {
            using var visitor = await As(running, authority, worker);
            read.Add((await visitor.Go($"/{authority.Id}/notices")).Document.DocumentElement.OuterHtml);
        }
        Nothing(planted, "the list of notices", read);
        Assert.Contains(await Typed(running, authority, planted), answer => answer.Taken);
        await Fail(authority, planted.All.First());
        // All that is timed is due again.
        clock.Advance(Duration.FromDays(120));
        Assert.Contains(await Typed(running, authority, planted), answer => answer.Status == 500);
        for (var tries = 0; !(log.Said.Contains("The clocks of process") && log.Said.Contains("Timer '")); tries++)
        {
            Assert.True(tries < 600, $"Clocks and timers were not seen to fail: {log.Said}");
            await Task.Delay(50);
        }
        Nothing(planted, "the log", [log.Said]);
    }

    static async Task<List<Worker>> Told(Authority authority, Planted planted, int most)
    {
        await using var db = authority.Open();
        var told = await db.Notices.Select(row => row.Recipient).Distinct().ToListAsync();
        return [.. planted.Workers.Where(worker => told.Contains(worker.Id)).Take(most)];
    }

    static async Task<Visitor> As(Running running, Authority authority, Worker worker)
    {
        var visitor = running.Visitor();
        visitor.Strict = false;
        await visitor.Go($"/{authority.Id}/sign-in");
        await visitor.Press(visitor.Page.Buttons.First(words => words.StartsWith(worker.Name, StringComparison.Ordinal)));
        return visitor;
    }

    /// <summary>People write in the work that they hold: what they type is kept, and then saved.</summary>
    static async Task<List<Reliability.Answer>> Typed(Running running, Authority authority, Planted planted)
    {
        await using var db = authority.Open();
        var open = await db.Worksteps.Where(row => row.Status == WorkstepStatus.Open).Join(db.Processes, row => row.ProcessId, row => row.Id, (row, process) => new { row.Id, row.Holder, row.Definition, process.Protocol }).ToListAsync();
        var answers = new List<Reliability.Answer>();
        foreach (var work in open)
        {
            if (answers.Count == Seeds.Times(2, 10)) break;
            var form = authority.Packs.InForce.Protocol(work.Protocol)!.FormOf(work.Definition);
            using var visitor = await As(running, authority, planted.Workers.Single(worker => worker.Id == work.Holder));
            foreach (var section in form.Sections.Where(section => section.Fields.Any(field => field.Kind == FieldKind.LongText)))
            {
                var page = await visitor.Go($"/{authority.Id}/worksteps/{work.Id}/sections/{section.Id}");
                var boxes = page.Document.QuerySelectorAll("textarea[name^='f.']").Select(box => box.GetAttribute("name")!).ToList();
                if (boxes.Count == 0 || !page.Buttons.Contains("Save")) continue;
                var typed = boxes.Aggregate(Reliability.Post.Of(page, "Save"), (post, box) => post.With(box, planted.Words()));
                await typed.To(page.Button("Save").Closest("form")!.GetAttribute("data-autosave")!).Send(visitor);
                answers.Add(await typed.Send(visitor));
                break;
            }
        }
        return answers;
    }

    /// <summary>From now on no event is written, no timer that is stale dropped and no key of an old post forgotten: the database says so, and quotes.</summary>
    static async Task Fail(Authority authority, string words)
    {
        await using var writing = await authority.Database.Write();
        var quiet = await writing.Db.Processes.Where(row => !writing.Db.Timers.Any(timer => timer.Subject == row.Id)).Select(row => row.Id).FirstAsync();
        writing.Db.Add(new TimerRow { Kind = TimerKinds.Clocks, Subject = quiet, DueAt = Instant.FromUtc(2019, 1, 1, 0, 0), Version = 1 });
        writing.Db.Add(new OperationRow { Key = Guid.NewGuid(), Worker = Guid.NewGuid(), At = Instant.FromUtc(2019, 1, 1, 0, 0), ProcessId = null, Result = "{}" });
        await writing.Commit();
        await using var db = authority.Open();
        string[] statements = authority.Database.Engine == DatabaseEngine.PostgreSql
            ?
            [
                $"CREATE FUNCTION quotes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'Of {words}' USING DETAIL = 'Of {words}'; END $$",
                "CREATE TRIGGER quotes BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION quotes()", "CREATE TRIGGER quotes BEFORE DELETE ON operation FOR EACH ROW EXECUTE FUNCTION quotes()", "CREATE TRIGGER quotes BEFORE DELETE ON timer FOR EACH ROW EXECUTE FUNCTION quotes()",
            ]
            : [.. new[] { "INSERT ON event", "DELETE ON operation", "DELETE ON timer" }.Select((at, n) => $"CREATE TRIGGER quotes{n} BEFORE {at} BEGIN SELECT RAISE(ABORT, 'Of {words}'); END")];
        foreach (var statement in statements) await db.Database.ExecuteSqlRawAsync(statement);
    }

    static void Nothing(Planted planted, string where, IEnumerable<string> texts)
    {
        var all = string.Join('\n', texts);
        Assert.NotEqual("", all);
        Assert.True(planted.In(all) is [], $"{planted.In(all).Count} words of {planted.All.Count} stand in {where}, such as {planted.In(all).FirstOrDefault()}");
    }

    /// <summary>Those that are in the record: what was refused, or written nowhere, is no proof.</summary>
    static async Task<List<string>> Recorded(Authority authority, Planted planted)
    {
        await using var db = authority.Open();
        var text = new StringBuilder();
        foreach (var row in await db.Events.ToListAsync()) text.AppendLine(row.Data).AppendLine(row.Reason);
        foreach (var child in planted.Children) text.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{child.Name} {child.Address} {child.Home} {child.Number} {child.Born:uuuu-MM-dd}|{child.Born:d MMMM uuuu}|{child.Born:dd/MM/uuuu}");
        return planted.In(text.ToString());
    }

    static async Task<List<string>> Kinds(Authority authority)
    {
        await using var db = authority.Open();
        return await db.Notices.Select(row => row.Definition).Distinct().ToListAsync();
    }

    static async Task Write(Authority authority, Action<WaymarkDb> what)
    {
        await using var writing = await authority.Database.Write();
        what(writing.Db);
        await writing.Commit();
    }

    static async Task<Authorities> Open(TestDatabase database, string council, TestClock clock, int port)
    {
        var authorities = await Authorities.Open(new Installation(database.Folder, Checkout.At("packs"))
        {
            Databases = database.Db == Db.PostgreSql ? new Dictionary<string, string> { [council] = database.ConnectionString } : [], Migrate = true, AllowUnsafe = true,
            Mail = new MailSettings("127.0.0.1", port, new MailAddress("waymark@council.example"), new Uri("https://waymark.council.example/")) { Encrypted = false },
        }, clock, [council]);
        Assert.Empty(authorities.Closed);
        return authorities;
    }

    /// <summary>What the program said, of whatever gravity, with the messages of what it caught.</summary>
    sealed class Log : ILogger, ILoggerProvider
    {
        readonly StringBuilder said = new();

        public string Said
        {
            get { lock (said) return said.ToString(); }
        }

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (said) said.AppendLine($"{logLevel} {formatter(state, exception)} {exception}");
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }
    }
}
