using Microsoft.Playwright;
using Waymark.App.Demonstration;
using Waymark.App.Tests;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Requirements;
using Waymark.Browser.Tests.Harness;
using Xunit;

namespace Waymark.Browser.Tests;

/// <summary>The main journey of each council besides Island, in a real browser, by its own people. axe looks at each new page.</summary>
public sealed class CouncilTests(Databases databases, Chromium chromium)
{
    public static TheoryData<string> Councils => [.. Journeys.All.Select(each => each.Council)];

    [Theory, MemberData(nameof(Councils))]
    public async Task The_main_journey_of_a_council_is_walked_by_its_people(string council)
    {
        var (_, at, play) = Journeys.All.Single(each => each.Council == council);
        await using var town = await Town.People(databases, Db.Sqlite, council, Journeys.Local(at));
        await using var people = new Players(chromium, town, council);
        await play(people);
        people.FoundNothing();
    }

    /// <summary>Each at a browser of their own, until time passes: then they sign in again.</summary>
    private sealed class Players(Chromium chromium, Town town, string council) : IPlayers, IAsyncDisposable
    {
        private readonly Dictionary<string, Seat> seats = [];
        private readonly HashSet<string> looked = [];
        private readonly List<string> faults = [];
        private readonly Script script = Town.ScriptOf(council);
        private string workstep = "";

        public void FoundNothing() => Assert.True(faults.Count == 0, string.Join("\n\n", faults));

        public async Task Start(string worker, int child, string workstep)
        {
            var seat = await At(worker, $"/{council}/children/{Script.ChildId(child)}");
            await Press(seat, $"{Term("start")} {workstep}");
            this.workstep = Path(seat);
        }

        public async Task Save(string worker, string section, params (string Label, string? Text)[] answers)
        {
            var seat = await Section(worker, section);
            foreach (var (label, text) in answers) await Enter(seat, label, text!);
            await Press(seat, "Save");
        }

        public async Task Send(string worker, string request)
        {
            await Press(await Section(worker, request), "Send request");
        }

        public async Task Answer(string worker, string request, params (string Label, string Text)[] answers)
        {
            await Take(worker, "incoming-requests", request);
            foreach (var (label, text) in answers) await Enter(seats[worker], label, text);
            await Press(seats[worker], "Send answer");
        }

        public async Task Take(string worker, string folder, string title)
        {
            var seat = await At(worker, $"/{council}/");
            var section = seat.Page.Locator("section", new() { Has = seat.Page.GetByRole(AriaRole.Heading, new() { NameRegex = new($@"^{Term(folder)} \[") }) });
            var address = await section.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }).First.GetAttributeAsync("href");
            await Look(await At(worker, address!));
            if (address!.Contains("/worksteps/", StringComparison.Ordinal)) workstep = address;
        }

        public async Task Propose(string worker, string action, string? reason = null)
        {
            var seat = await At(worker, workstep + "/next-actions");
            await Look(seat);
            await seat.Choose(action);
            await Press(seat, Term("add"));
        }

        public async Task Finish(string worker)
        {
            var seat = await At(worker, workstep + "/finish");
            await Look(seat);
            foreach (var gate in await seat.Page.Locator("input[name=gate]").AllAsync()) await gate.CheckAsync();
            var words = await seat.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button).AllInnerTextsAsync();
            await Press(seat, words.Single(each => each.StartsWith(Term("finish") + " ", StringComparison.Ordinal)));
        }

        public async Task On(string at)
        {
            await town.Pass(Journeys.Local(at) - town.Authority.Clock.GetCurrentInstant());
            await Leave();
        }

        public async Task Reads(string worker, string section, params string[] words)
        {
            var seat = await Section(worker, section);
            var said = await seat.Words() + string.Join(' ', await seat.Page.Locator("textarea, input").EvaluateAllAsync<string[]>("boxes => boxes.map(box => box.value)"));
            foreach (var each in words) Assert.Contains(each, said, StringComparison.Ordinal);
        }

        public async Task Ends(string worker, params string[] words)
        {
            var seat = await At(worker, workstep);
            var history = await seat.Page.GetByRole(AriaRole.Link, new() { Name = "History" }).First.GetAttributeAsync("href");
            await seat.Go(history!.Split('#')[0]);
            await Look(seat);
            foreach (var each in words) await seat.Reads(each);
        }

        public async ValueTask DisposeAsync() => await Leave();

        private string Term(string key) => town.Authority.Packs.InForce.Term(key);

        private static string Path(Seat seat) => new Uri(seat.Page.Url).AbsolutePath;

        private async Task<Seat> At(string worker, string path)
        {
            if (!seats.TryGetValue(worker, out var seat))
                seats[worker] = seat = await Seat.Take(chromium, town, script.Workers.Single(line => line.Id == worker).Name, council: council);
            await seat.Go(path);
            return seat;
        }

        private async Task<Seat> Section(string worker, string title)
        {
            var seat = await At(worker, workstep);
            await Look(seat);
            await seat.Follow(title);
            await Look(seat);
            return seat;
        }

        private async Task Press(Seat seat, string button)
        {
            await seat.Press(button);
            await Look(seat);
            if (await seat.Page.Locator(".govuk-error-summary").CountAsync() > 0) Assert.Fail($"'{button}' was refused: {await seat.Words()}");
        }

        private static async Task Enter(Seat seat, string label, string text)
        {
            var group = seat.Page.GetByRole(AriaRole.Group, new() { Name = label, Exact = true });
            if (await group.CountAsync() == 0)
            {
                var box = seat.Page.GetByLabel(label, new() { Exact = true }).First;
                if (await box.EvaluateAsync<string>("box => box.tagName") == "SELECT") await box.SelectOptionAsync(new SelectOptionValue { Label = text });
                else await box.FillAsync(text);
            }
            else if (await group.GetByLabel("Day", new() { Exact = true }).CountAsync() > 0)
            {
                var parts = text.Split(' ');
                foreach (var (part, value) in new[] { ("Day", parts[0]), ("Month", parts[1]), ("Year", parts[2]) }) await group.GetByLabel(part, new() { Exact = true }).FillAsync(value);
                if (parts is [.., "at", var time]) await group.Locator("input").Nth(3).FillAsync(time);
            }
            else
            {
                await group.GetByLabel(text, new() { Exact = true }).CheckAsync();
            }
        }

        /// <summary>Once for each heading: axe takes its time.</summary>
        private async Task Look(Seat seat)
        {
            if (!looked.Add(seat.Heading)) return;
            try
            {
                await seat.Browser.Sound();
                await seat.Browser.Accessible();
            }
            catch (Exception fault) when (fault is not PlaywrightException)
            {
                faults.Add($"{seat.Heading}: {fault.Message}");
                seat.Browser.Forgive();
            }
        }

        private async Task Leave()
        {
            foreach (var seat in seats.Values) await seat.DisposeAsync();
            seats.Clear();
        }
    }
}
