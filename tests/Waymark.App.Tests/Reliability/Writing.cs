using Waymark.App.Tests.Harness;

namespace Waymark.App.Tests.Reliability;

/// <summary>One post of a writer, in the journal of the test, which outlives the server.</summary>
/// <param name="Words">Stand in this post alone; null: it carries none.</param>
internal sealed record Written(Writer By, Post Post, string? Words)
{
    /// <summary>What was read: a redirect or a plain success; null: the connection ended before any answer was.</summary>
    public Answer? Answer { get; set; }

    public bool Acknowledged => Answer is { Status: >= 200 and < 400 };
}

/// <summary>Somebody who goes on writing until the server is gone: opens a page, puts new words into it, sends it, reads the answer.</summary>
/// <param name="Kind">What is written, for the report.</param>
internal abstract class Writer(string kind, Visitor visitor)
{
    readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int sent;

    public string Kind => kind;
    public Visitor Visitor => visitor;
    public List<Written> Journal { get; } = [];

    /// <summary>Done when the first post was acknowledged.</summary>
    public Task Begun => begun.Task;

    public async Task WriteOn(string round, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var words = $"{kind}-{round}-{++sent}.";
                if (await Next(words) is not { } post)
                {
                    await Task.Delay(30, CancellationToken.None);
                    continue;
                }
                var written = new Written(this, post, Carries ? words : null);
                Journal.Add(written);
                written.Answer = await post.Send(visitor);
                if (written.Acknowledged) begun.TrySetResult();
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
        {
        }
    }

    /// <summary>The next post; null: it isn't this writer's turn.</summary>
    protected abstract Task<Post?> Next(string words);

    /// <summary>Reads pages, as whoever looks for what was written would; gives what tells whether a post is on them.</summary>
    public abstract Task<Func<Written, bool>> Look();

    protected virtual bool Carries => true;

    protected async Task<Func<Written, bool>> On(string address)
    {
        var page = await Visitor.Go(address);
        return written => page.Has(written.Words!);
    }
}

/// <summary>Adds a line to one field of a section, and sends nothing of the section's other fields.</summary>
internal sealed class AddsLines(string kind, Visitor visitor, string section, string field) : Writer(kind, visitor)
{
    protected override async Task<Post?> Next(string words)
    {
        var page = Post.Of(await Visitor.Go(section), "Save");
        var alone = page with { Fields = [.. page.Fields.Where(each => !each.Name.StartsWith("w.", StringComparison.Ordinal) || each.Name == $"w.{field}")] };
        return alone.With($"f.{field}", $"{page[$"f.{field}"]}\n{words}".Trim());
    }

    public override async Task<Func<Written, bool>> Look()
    {
        var lines = Post.Of(await Visitor.Go(section), "Save")[$"f.{field}"].ReplaceLineEndings("\n").Split('\n');
        return written => lines.Contains(written.Words);
    }
}

internal sealed class AddsRows(string kind, Visitor visitor, string workstep) : Writer(kind, visitor)
{
    protected override async Task<Post?> Next(string words) =>
        Post.Of(await Visitor.Go($"{workstep}/tables/actions"), "Save").With("f.action", words).With("f.by-date-day", "4").With("f.by-date-month", "3").With("f.by-date-year", "2031");

    public override Task<Func<Written, bool>> Look() => On($"{workstep}/sections/action-progress");
}

/// <summary>Asks again and again, as soon as there is an answer.</summary>
internal sealed class Asks(string kind, Visitor visitor, string workstep) : Writer(kind, visitor)
{
    protected override async Task<Post?> Next(string words)
    {
        var page = await Visitor.Go($"{workstep}/requests/manager-update");
        return page.Buttons.Contains("Send request") ? Post.Of(page, "Send request").With("Note", words) : null;
    }

    public override Task<Func<Written, bool>> Look() => On(workstep);
}

/// <summary>Sends back what came, as soon as it came.</summary>
internal sealed class SendsBack(string kind, Visitor visitor, string workstep) : Writer(kind, visitor)
{
    protected override async Task<Post?> Next(string words)
    {
        var page = await Visitor.Go(workstep);
        if (page.Document.QuerySelectorAll("a").FirstOrDefault(link => Words.Of(link) == "Answer this request") is not { } link) return null;
        return Post.Of(await Visitor.Go(link.GetAttribute("href")!), "Send answer").With("Status", "Returned").With("Note", words);
    }

    public override Task<Func<Written, bool>> Look() => On(workstep);
}

/// <summary>Types, and never saves: what was kept is a draft.</summary>
internal sealed class Types(string kind, Visitor visitor, string section, string field) : Writer(kind, visitor)
{
    Post? page;

    protected override async Task<Post?> Next(string words)
    {
        page ??= Post.Of(await Visitor.Go(section), "Save").To($"{section}?handler=Draft");
        return page.With($"f.{field}", words);
    }

    protected override bool Carries => false;

    /// <summary>The latest that was kept stands for those before it.</summary>
    public override async Task<Func<Written, bool>> Look()
    {
        var kept = Post.Of(await Visitor.Go(section), "Save")[$"f.{field}"];
        var last = Journal.FindLastIndex(written => written.Post[$"f.{field}"] == kept);
        return written => Journal.IndexOf(written) <= last;
    }
}

/// <summary>Begins a piece of work three times a second at most.</summary>
internal sealed class Begins(string kind, Visitor visitor, string child, string button) : Writer(kind, visitor)
{
    protected override bool Carries => false;

    protected override async Task<Post?> Next(string words)
    {
        await Task.Delay(300);
        return Post.Of(await Visitor.Go(child), button);
    }

    public override async Task<Func<Written, bool>> Look()
    {
        var there = new HashSet<Written>();
        foreach (var written in Journal.Where(each => each.Acknowledged))
            if ((await Visitor.Go(written.Answer!.Location!)).Status == 200) there.Add(written);
        return there.Contains;
    }
}
