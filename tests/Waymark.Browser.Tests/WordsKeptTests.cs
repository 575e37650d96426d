using Microsoft.Playwright;
using Waymark.App.Tests;
using Waymark.App.Tests.Harness;
using Waymark.Browser.Tests.Harness;
using Xunit;

namespace Waymark.Browser.Tests;

/// <summary>Nobody is locked out, nobody is asked to save on the way out, and no words are lost.</summary>
public sealed class WordsKeptTests(Databases databases, Chromium chromium)
{
    private const string Words = "We met at home. She wants to see her brother.";
    private const string Record = "Record of the review";

    [Theory(DisplayName = "S0-066 What was typed is there again after the browser is gone"), OnBoth]
    public async Task What_was_typed_is_there_again_after_the_browser_is_gone(Db db)
    {
        await using var town = await Town.Open(databases, db);
        string section;
        await using (var iro = await Review(town))
        {
            section = iro.Page.Url;
            await Keep(iro, Record, Words);
            await iro.Browser.Forgets(Words);
        }
        await using var again = await Seat.Take(chromium, town, Cast.Iro.Name);
        await again.Go(section);
        Assert.Equal(Words, await Box(again, Record));
        await again.Reads("is not saved yet");
        await again.Press("Save");
        await again.Reads("Saved.");
        await again.Go(section);
        Assert.DoesNotContain("is not saved yet", await again.Words(), StringComparison.Ordinal);
    }

    [Fact(DisplayName = "S0-066 Leaving neither asks nor loses, however soon it is")]
    public async Task Leaving_neither_asks_nor_loses()
    {
        await using var town = await Town.Open(databases, Db.Sqlite);
        await using var iro = await Review(town);
        var asked = false;
        iro.Page.Dialog += (_, dialog) =>
        {
            asked = true;
            _ = dialog.AcceptAsync();
        };
        var section = iro.Page.Url;
        await iro.Fill(Record, Words);
        await iro.Follow("LAC Review");
        await iro.Go(section);
        Assert.Equal(Words, await Box(iro, Record));

        await iro.Fill(Record, Words + " And her dog.");
        await iro.Go("/island/");
        await iro.Go(section);
        Assert.Equal(Words + " And her dog.", await Box(iro, Record));
        Assert.False(asked);
    }

    [Fact(DisplayName = "S0-066 Notes are kept as the form's own fields are")]
    public async Task Notes_are_kept_as_the_forms_own_fields_are()
    {
        await using var town = await Town.Open(databases, Db.Sqlite);
        await using var iro = await Seat.Take(chromium, town, Cast.Iro.Name);
        await Walk.Review(iro, Cast.A);
        await Walk.Raise(iro, new(2020, 7, 3));
        await iro.Follow(Walk.WorkerUpdate);
        await Keep(iro, "Note (optional)", Words);
        await iro.Go(iro.Page.Url);
        Assert.Equal(Words, await Box(iro, "Note (optional)"));
        await iro.Reads("is not sent yet");
        await iro.Press("Send request");

        await using var manager = await Seat.Take(chromium, town, Cast.Tm.Name);
        await manager.Open(Walk.Update, Cast.A.Name);
        await manager.Choose("Returned");
        await Keep(manager, "Note (needed when you return it)", "Which meeting?");
        await manager.Go(manager.Page.Url);
        Assert.Equal("Which meeting?", await Box(manager, "Note (needed when you return it)"));
        Assert.True(await manager.Page.GetByLabel("Returned", new() { Exact = true }).IsCheckedAsync());
        await manager.Press("Send answer");
        await manager.Reads($"Returned to {Cast.Iro.Name}");
    }

    [Fact(DisplayName = "S0-066 What is typed while signed out is said to be unsaved, and is kept once signed in again")]
    public async Task What_is_typed_while_signed_out_is_kept_once_signed_in_again()
    {
        await using var town = await Town.Open(databases, Db.Sqlite);
        await using var iro = await Review(town);
        await using var window = await iro.Window();
        await window.Go("/island/");
        await window.Press("Sign out");
        await iro.Fill(Record, Words);
        await iro.Page.GetByText("You are signed out.").First.WaitForAsync();
        Assert.Equal(Words, await Box(iro, Record));
        await window.SignIn(Cast.Iro.Name);
        await Says(iro, "Kept at");
        await iro.Press("Save");
        await iro.Reads("Saved.");
    }

    [Fact(DisplayName = "S0-066 Without scripts a refused save keeps what was typed")]
    public async Task Without_scripts_a_refused_save_keeps_what_was_typed()
    {
        await using var town = await Town.Open(databases, Db.Sqlite);
        await using var iro = await Seat.Take(chromium, town, Cast.Iro.Name, javaScript: false);
        await Walk.Review(iro, Cast.A);
        await iro.Press("Finish LAC Review");
        await iro.GoOn();
        await iro.Press("Add a row");
        await iro.Fill("Action", Words);
        await iro.Press("Save");
        await iro.Reads("There is a problem");
        Assert.Equal(Words, await Box(iro, "Action"));
        await iro.Go(iro.Page.Url);
        Assert.Equal(Words, await Box(iro, "Action"));
    }

    [Fact(DisplayName = "S0-052 One person in two windows loses neither text")]
    public async Task One_person_in_two_windows_loses_neither_text()
    {
        await using var town = await Town.Open(databases, Db.Sqlite);
        await using var one = await Review(town);
        await using var two = await one.Window();
        await two.Go(one.Page.Url);
        await one.Fill(Record, Words);
        await one.Press("Save");
        await one.Reads("Saved.");
        await two.Fill(Record, "She wants to see her sister.");
        await two.Press("Save");
        await two.Reads("Both texts are below");
        await two.Reads(Words);
        Assert.Equal("She wants to see her sister.", await Box(two, Record));
    }

    [Theory(DisplayName = "S0-052 Two people in one workstep see each other, and a stale save shows both texts"), OnBoth]
    public async Task Two_people_in_one_workstep_see_each_other_and_a_stale_save_shows_both_texts(Db db)
    {
        await using var town = await Town.Open(databases, db);
        await using var one = await Seat.Take(chromium, town, Cast.Iro.Name);
        await Walk.Review(one, Cast.A);
        await Walk.Raise(one, new(2020, 7, 3));
        var workstep = one.Page.Url;
        await one.Page.Locator("[data-presence]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

        await using var manager = await Seat.Take(chromium, town, Cast.Tm.Name);
        await manager.Go(workstep);
        await manager.Page.Locator("[data-presence]").Filter(new() { HasText = Cast.Iro.Name }).WaitForAsync();

        // The manager and the social worker write the same update; the second is shown both.
        await one.Go(workstep);
        await one.Follow(Walk.WorkerUpdate);
        await one.Press("Send request");
        await using var worker = await Seat.Take(chromium, town, Cast.Sw.Name);
        await worker.Open(Walk.WorkerUpdate, Cast.A.Name);
        await Walk.Answer(manager, Walk.Update, Cast.A, "Booked for Thursday.");
        await worker.Fill("Social Worker's update", "Booked for Friday.");
        await worker.Press("Send answer");
        await worker.Reads($"{Cast.Tm.Name} wrote this");
        await worker.Reads("Booked for Thursday.");
        Assert.Equal("Booked for Friday.", await Box(worker, "Social Worker's update"));
        await worker.Browser.Accessible();
        await worker.Fill("Social Worker's update", "Booked for Thursday, and moved to Friday.");
        await worker.Press("Send answer");
        await worker.Reads("has been told.");
    }

    /// <summary>The reviewing officer in the first section of a review that they have just begun.</summary>
    private async Task<Seat> Review(Town town)
    {
        var iro = await Seat.Take(chromium, town, Cast.Iro.Name);
        await iro.Go("/island/children");
        await iro.Follow(Cast.A.Name);
        await iro.Press("Start LAC Review");
        await iro.GoOn();
        return iro;
    }

    /// <summary>Types, and waits until the server has just these words.</summary>
    private static async Task Keep(Seat seat, string label, string words)
    {
        await seat.Page.RunAndWaitForResponseAsync(() => seat.Fill(label, words), answer =>
            answer.Ok && answer.Url.Contains("handler=Draft", StringComparison.Ordinal) && Uri.UnescapeDataString(answer.Request.PostData!.Replace('+', ' ')).Contains(words, StringComparison.Ordinal));
        await Says(seat, "Kept at");
    }

    private static Task Says(Seat seat, string words) => seat.Page.Locator("[data-autosave-status]").Filter(new() { HasText = words }).WaitForAsync();

    private static Task<string> Box(Seat seat, string label) => seat.Page.GetByLabel(label, new() { Exact = true }).First.InputValueAsync();
}
