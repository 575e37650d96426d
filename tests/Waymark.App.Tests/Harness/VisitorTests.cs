using Xunit;

namespace Waymark.App.Tests.Harness;

public sealed class VisitorTests : IAsyncLifetime
{
    private Running parlour = null!;
    private Visitor visitor = null!;

    public async ValueTask InitializeAsync()
    {
        parlour = await Running.Start(Parlour.Build());
        visitor = parlour.Visitor();
        await visitor.Go("/");
    }

    public ValueTask DisposeAsync()
    {
        visitor.Dispose();
        return parlour.DisposeAsync();
    }

    [Fact]
    public async Task A_form_is_sent_as_a_browser_sends_it()
    {
        visitor.Fill("Your name", "Ana Ó").Fill("What happened", "One\nTwo").Fill("When it happened", "27 3 2025")
            .Choose("Where", "South").Choose("How sure are you?", "Not at all").Tick("I agree").Untick("I also agree")
            .Attach("A file", Attachment.Text("note.txt", "hello"));
        await visitor.Press("Keep for later");
        Assert.Equal("/thanks", visitor.Path);
        Assert.Equal("token=t1;name=Ana Ó;what=One Two;day=27;month=3;year=2025;where=s;sure=not;agree=yes;act=keep;file=note.txt:5", visitor.Page.Document.QuerySelector("#said")!.TextContent.ReplaceLineEndings(" "));
    }

    [Fact]
    public async Task Errors_are_read_from_the_summary_and_the_page_can_be_sent_again()
    {
        await visitor.Press("Send");
        Assert.Equal(["Enter your name"], visitor.Errors);
        await visitor.Fill("Your name", "Ana").Press("Send");
        Assert.Equal("Thanks", visitor.Heading);
    }

    [Fact]
    public async Task A_field_elsewhere_belongs_to_the_form_that_it_names()
    {
        await visitor.Press("Look");
        Assert.Equal("Echo ?far=beyond&go=1", visitor.Main);
    }

    [Fact]
    public async Task A_link_is_found_by_its_words_or_by_its_row()
    {
        await visitor.Click("Change the name of Ben");
        Assert.Equal("/person/ben", visitor.Path);
        await visitor.Go("/");
        await visitor.Click("Open", within: "Ana");
        Assert.Equal("/person/ana", visitor.Path);
        await visitor.Go("/");
        Assert.Equal("Ben", visitor.Page.Table("People")[1][0]);
    }

    [Fact]
    public async Task What_is_not_there_is_told_with_what_is()
    {
        var missing = await Assert.ThrowsAsync<NotOnThePageException>(() => visitor.Press("Save"));
        Assert.Contains("No button \"Save\" on \"Tell us\" (200, /)", missing.Message, StringComparison.Ordinal);
        Assert.Contains("Send | Keep for later | Look", missing.Message, StringComparison.Ordinal);
        var twice = await Assert.ThrowsAsync<NotOnThePageException>(() => visitor.Click("Open"));
        Assert.StartsWith("More than one link \"Open\"", twice.Message, StringComparison.Ordinal);
        Assert.Throws<NotOnThePageException>(() => visitor.Fill("Your nom", "x"));
    }

    [Fact]
    public async Task A_poor_page_is_refused()
    {
        var poor = await Assert.ThrowsAsync<NotOnThePageException>(() => visitor.Go("/poor"));
        foreach (var fault in (string[])["doesn't say its language", "2 main headings", "0 main parts", "no label on input x", "leads to #no"])
            Assert.Contains(fault, poor.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_keeps_back_a_form_whose_required_field_is_empty()
    {
        await visitor.Go("/required");
        await Assert.ThrowsAsync<NotOnThePageException>(() => visitor.Press("Go on"));
    }
}
