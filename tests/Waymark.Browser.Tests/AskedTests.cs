using Microsoft.Playwright;
using Waymark.App.Demonstration;
using Waymark.App.Tests;
using Waymark.App.Tests.Harness;
using Waymark.App.Tests.Requirements;
using Waymark.Browser.Tests.Harness;
using Xunit;

namespace Waymark.Browser.Tests;

/// <summary>A form shows no more than the answers so far ask for; without scripts it says when a field is asked.</summary>
public sealed class AskedTests(Databases databases, Chromium chromium)
{
    private const string Summary = "Typed summary", Effect = "Effect of the change";

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_field_is_asked_once_an_answer_beside_it_asks_for_it(bool javaScript)
    {
        await using var town = await Town.People(databases, Db.Sqlite, "shire", Journeys.Local("2026-03-02 10:00"));
        await using var perdita = await Seat.Take(chromium, town, "Perdita Nakamura-Lowe", javaScript, council: "shire");
        await perdita.Go($"/shire/children/{Script.ChildId(74000401)}/documents");
        await perdita.Press("Add a document");
        await perdita.Follow("Document");
        await Shows(perdita, Summary, !javaScript);
        Assert.Equal(!javaScript, (await perdita.Words()).Contains("Only where ‘Is it a photo or a scan of handwriting?’ is Yes.", StringComparison.Ordinal));
        await Shows(perdita, Effect, !javaScript);

        await perdita.Choose("Yes", "Is it a photo or a scan of handwriting?");
        await perdita.Choose("Increases or changes in care packages");
        await Shows(perdita, Summary, true);
        await Shows(perdita, Effect, true);
        await perdita.Choose("No", "Is it a photo or a scan of handwriting?");
        await Shows(perdita, Summary, !javaScript);
        await Shows(perdita, Effect, true);
        await perdita.Press("Save");
        await perdita.Reads("Saved.");
    }

    private static Task Shows(Seat seat, string label, bool shown) => Assertions.Expect(seat.Page.GetByLabel(label, new() { Exact = true }).First).ToBeVisibleAsync(new() { Visible = shown });
}
