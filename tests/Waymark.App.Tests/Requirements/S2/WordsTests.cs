using System.IO.Compression;
using System.Net.Mail;
using Waymark.App.Mail;
using Waymark.App.Tests.Harness;
using Xunit;
using static Waymark.App.Tests.Requirements.S2.Ladder;

namespace Waymark.App.Tests.Requirements.S2;

/// <summary>What the flowchart calls its two kinds of record is said in one place (S2-034).</summary>
public sealed class WordsTests(Databases databases)
{
    const int Most = 120;
    static readonly string[] Old = ["Issue Notification", "QA Notification", "Quality Assurance Form", "Alert Form"];
    static readonly string[] New = ["Worry Slip", "red notice", "Red notice Criteria", "Green Paper", "Amber Card"];

    [Theory(DisplayName = "S2-034 What the two records are called is said in one place, and every page, letter and paper says it so, with a capital where it begins"), OnBoth]
    public async Task Renamed(Db db)
    {
        await using var walk = await Walk.Open(databases, db, "city", "2026-03-09 10:00");
        const string file = "city/authority.yaml";
        await walk.Town.Publish((file, "issue-notification: Issue Notification", "issue-notification: Worry Slip"), (file, "qa-notification: formal QA Notification", "qa-notification: red notice"),
            (file, "qa-form: Quality Assurance Form (stage 1)", "qa-form: Green Paper"), (file, "alert-form: Alert Form", "alert-form: Amber Card"));
        await Play(walk);

        var seen = new HashSet<string>();
        foreach (var person in (string[])[Iro, TeamManager, HeadOfIros]) await Look(await walk.As(person), seen);
        using var store = walk.Town.Authority.Open();
        foreach (var notice in store.Notices.ToList())
        {
            using var letter = new Letter([notice]).To("somebody@city.example", "city", "City Council", new MailSettings("mail", 25, new MailAddress("waymark@city.example"), new Uri("https://waymark.city.example")));
            Read($"{letter.Subject}\n{letter.Body}", notice.Label, seen);
        }
        foreach (var label in (string[])["Worry Slip", "24 hours left to respond", "No response in 72 hours"]) Assert.Contains(store.Notices.ToList(), notice => notice.Label == label);
        Assert.Equal(New, New.Where(seen.Contains));
    }

    /// <summary>From an issue to the formal form, each sent, and an early referral beside them.</summary>
    static async Task Play(Walk walk)
    {
        await Weigh(walk, "NO", "Children's services");
        Assert.Equal(["Worry Slip", "Straight to red notice"], await walk.Offered(Iro));
        await walk.Propose(Iro, "Worry Slip");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", "Worry Slip");
        await walk.Save(Iro, "Worry Slip", ("Worry Slip Criteria", "No reports"), ("Response asked", "The report."), ("Significant impact on the child/young person", "YES"));
        await walk.Send(Iro, "Please respond to the Worry Slip within 72 hours");
        await walk.On("2026-03-11 11:00");
        await walk.On("2026-03-12 11:00");
        await walk.Answer(Worker, "Please respond to the Worry Slip within 72 hours", ("Response (optional)", "On Monday."));
        await walk.Take(Iro, "incomplete-work", "Worry Slip");
        await walk.Save(Iro, "Sign-off", ("Response is satisfactory", "NO"));
        await walk.Propose(Iro, "Instigate red notice");
        await walk.Finish(Iro);
        await walk.Take(Iro, "incoming-work", "Green Paper");
        await walk.Save(Iro, "Green Paper", ("Red notice Criteria", "Drift/delay in implementation in care plan"), ("Action asked", "A date."));
        await walk.Send(Iro, "Please respond to the Green Paper");
        await walk.Start(Iro, Child, "Referral to CAFCASS", "She is moved abroad tomorrow.");
    }

    /// <summary>Follows every link from this person's work, and reads each page and file.</summary>
    static async Task Look(Visitor visitor, HashSet<string> seen)
    {
        var (been, waiting) = (new HashSet<string>(), new Queue<string>([visitor.Path]));
        while (waiting.TryDequeue(out var address) && been.Count < Most)
        {
            if (!been.Add(address)) continue;
            using var answer = await visitor.Get(address);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                Read(await Written(answer), address, seen);
                continue;
            }
            var page = new Page(new Uri(visitor.Page.Address, address), (int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
            Read($"{page.Title}\n{page.Text}", address, seen);
            foreach (var link in page.Document.QuerySelectorAll("main a[href], nav a[href]").Select(link => link.GetAttribute("href")!).Where(link => link.StartsWith("/city/", StringComparison.Ordinal)))
                waiting.Enqueue(link.Split('#')[0]);
        }
        Assert.InRange(been.Count, 20, Most);
    }

    static async Task<string> Written(HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (answer.Content.Headers.ContentType?.MediaType?.Contains("wordprocessing", StringComparison.Ordinal) != true) return System.Text.Encoding.UTF8.GetString(bytes);
        using var package = new ZipArchive(new MemoryStream(bytes));
        return System.Xml.Linq.XElement.Load(package.GetEntry("word/document.xml")!.Open()).Value;
    }

    static void Read(string text, string where, HashSet<string> seen)
    {
        foreach (var word in Old) Assert.False(text.Contains(word, StringComparison.Ordinal), $"“{word}” in {where}: {text}");
        seen.UnionWith(New.Where(word => text.Contains(word, StringComparison.Ordinal)));
    }
}
