using Waymark.App.Tests.Harness;
using Xunit;
using static Waymark.App.Tests.Cast;

namespace Waymark.App.Tests.Requirements.S0;

/// <summary>How the requests of a piece of work show in the lists: always in words, with the guide's colours (S0-029 to S0-032).</summary>
public sealed class ColourTests(Databases databases)
{
    [Theory(DisplayName = "S0-029 S0-031 Yellow while anybody is waited for, white once all have answered, a red border when one sent it back"), OnBoth]
    public async Task Colours(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        await guide.Ask();
        var (words, colour) = await guide.Line(Iro, "Incomplete Work", Guide.Qap);
        Assert.Contains("Request sent: waiting for Tariq Mosswell", words, StringComparison.Ordinal);
        Assert.Equal("waiting", colour);
        await guide.Send(Iro, Guide.ToSocialWorker, to: Sw);
        await guide.Answer(Tm, Guide.ToManager, Guide.Update, "Booked.");
        Assert.Equal("waiting", (await guide.Line(Iro, "Incomplete Work", Guide.Qap)).Colour);
        await guide.Answer(Sw, Guide.ToSocialWorker);
        Assert.Equal("plain", (await guide.Line(Iro, "Incomplete Work", Guide.Qap)).Colour);

        await guide.Send(Iro, Guide.ToSocialWorker, to: Sw);
        await guide.Send(Iro, Guide.ToManager, to: Tm);
        await guide.Return(Sw, Guide.ToSocialWorker, "Which meeting?");
        Assert.Equal("returned", (await guide.Line(Iro, "Incomplete Work", Guide.Qap)).Colour);
    }

    [Theory(DisplayName = "S0-030 A request is sent back only with a note, which the sender reads; yellow with a red border"), OnBoth]
    public async Task Returned(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        await guide.Raise();
        await guide.Ask();
        Assert.Equal(["Say in the note why you are returning it"], (await guide.Return(Tm, Guide.ToManager, note: null)).Errors);
        await guide.Return(Tm, Guide.ToManager, "Which meeting do you mean?");
        var (words, colour) = await guide.Line(Iro, "Incomplete Work", Guide.Qap);
        Assert.Equal(("returned", true), (colour, words.Contains("Returned by Tariq Mosswell", StringComparison.Ordinal)));
        Guide.Says(await guide.At(Iro), "Sent back with a question", "Which meeting do you mean?");
    }

    [Theory(DisplayName = "S0-032 The folder of begun work says how many there are, and each line the work, the child and the number, both as links"), OnBoth]
    public async Task The_folder(Db db)
    {
        await using var guide = await Guide.Open(databases, db);
        var begun = 0;
        foreach (var child in new[] { A, C, E })
        {
            guide.Child = child;
            for (var each = 0; each < (child == A ? 11 : 10); each++, begun++)
            {
                await guide.Start(Guide.Information);
                await guide.Save(Iro, "Details of follow up information received", ("Brief summary of the new information", "A new school."));
            }
        }
        var iro = await guide.As(Iro);
        Assert.Contains("Incomplete Work [31]", iro.Page.Document.QuerySelectorAll("h2").Select(Words.Of));
        Assert.Equal(31, begun);
        var line = Guide.Items(iro, "Incomplete Work").First(item => item.TextContent.Contains(A.Name, StringComparison.Ordinal));
        Assert.Equal([Guide.Information, "Ava Thistlewood (70000101)"], line.QuerySelectorAll("a").Select(Words.Of));
    }
}
