using Waymark.Core.Packs;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>What the check finds doubtful in a pack without faults: each is planted in a good one, named where it stands, and can be accepted there.</summary>
public class FindingsTests
{
    private const string Drp = "island/protocols/iro-qa.yaml";
    private const string Alert = "county/protocols/formal-alert.yaml";

    /// <summary>The finding, the file, what stood there, what stands there now, and a text on the line of the finding where that isn't the edited one.</summary>
    public static TheoryData<string, string, string, string, string?> Planted => new()
    {
        { "untimed-stage", Alert, "until: {request: response, is: completed}}", "until: {request: response, is: completed}, when: {fact: rank, before: \"4\"}}", "  - id: stage-4" },
        { "over-statutory", Alert, "amount: 20, unit: working-days", "amount: 5, unit: weeks", null },
        { "over-statutory", Drp, "  - {id: whole, label: Date Entire DRP to be resolved by, amount: 20", "  - {id: whole, label: Date Entire DRP to be resolved by, amount: 21", null },
        { "court-body-unguarded", Drp, "verb: choose, of: to-cafcass, needs: {fact: looked-after, is: yes}, else: block", "verb: choose, of: to-cafcass, needs: {fact: looked-after, is: yes}, else: warn", "means: [court-body], hint" },
        { "court-body-unguarded", Drp, "straight from the QAP, is: no", "straight from the QAP, is: yes", "means: [court-body], when" },
        { "no-unit", Drp, "hint: Pulled through; edit only if it is wrong.", "hint: Mend it within five days.", null },
        { "no-unit", Drp, "text: \"1.0, 01/07/20\"", "text: Reply in 5 days", "protocol: iro-qa" },
        { "may-and-must", Drp, "    gates:                                       # S0-038;", "    gates:\n      - {id: answered-always, label: The manager answers first., verb: finish, needs: {request: manager-update, is: completed}, else: block}   # ", "id: answered, label" },
        { "may-and-must", Drp, "    gates:                                       # S0-038;", "    gates:\n      - {id: asked-too, label: The social worker is asked too., verb: finish, needs: {request: sw-update-request, is: sent}, else: block}   # ", "id: asked-too" },
        { "may-and-must", Alert, "needs: {workstep: pre-cafcass-meeting, is: finished}, else: block}", "needs: {workstep: stage-4-meeting, is: finished}, else: block}", "id: meeting-first" },
        { "praise-among-failures", Drp, "label: \"Outstanding issues, QA Review required\"", "label: Excellent practice", null },
    };

    [Theory, MemberData(nameof(Planted))]
    public void Each_is_named_where_it_stands_with_what_to_write(string name, string file, string old, string @new, string? elsewhere)
    {
        var (pack, path) = (file[..file.IndexOf('/')], file[(file.IndexOf('/') + 1)..]);
        var files = PackFiles.Edited(pack, path, old, @new);

        var found = Findings.Of(PackReader.Read(pack, files).Pack!);

        var text = files.Single(f => f.Path == path).Text;
        var line = LineOf(text, elsewhere ?? @new);
        Assert.Contains(found, f => f.Name == name && f.At.File == path && f.At.Line == line);
        Assert.All(found, f => Assert.True(f.Suggestion.Length > 0 && f.Accepted is null));
    }

    [Theory, MemberData(nameof(Shipped))]
    public void What_is_doubtful_in_a_shipped_pack_its_council_has_accepted_with_a_reason(string pack) =>
        Assert.All(Findings.Of(PackFiles.Read(pack)), f => Assert.NotNull(f.Accepted));

    public static TheoryData<string> Shipped => new(PackFiles.Shipped);

    [Theory, InlineData("island"), InlineData("county"), InlineData("shire")]
    public void Whole_packs_have_none(string pack) => Assert.Empty(Findings.Of(PackFiles.Read(pack)));

    [Fact]
    public void An_accepted_finding_stays_and_says_why_and_who_decided_it()
    {
        const string accepts = "    accepts: [{finding: untimed-stage, reason: The Director agrees a day for each dispute., by: Head of Service}]\n";
        var files = PackFiles.Edited("county", "protocols/formal-alert.yaml", "until: {request: response, is: completed}}", "until: {request: response, is: completed}, when: {fact: rank, before: \"4\"}}").ToList();
        var i = files.FindIndex(f => f.Path == "protocols/formal-alert.yaml");
        files[i] = (files[i].Path, files[i].Text.Replace("    label: \"Quality Assurance Alert, Stage 4\"\n", "    label: \"Quality Assurance Alert, Stage 4\"\n" + accepts, StringComparison.Ordinal));

        var found = Assert.Single(Findings.Of(PackReader.Read("county", files).Pack!));

        Assert.Equal("The Director agrees a day for each dispute.", found.Accepted!.Reason);
        Assert.EndsWith("Accepted by Head of Service: The Director agrees a day for each dispute.", found.InWords);
    }

    [Fact]
    public void An_acceptance_of_what_is_not_there_is_found_itself()
    {
        var files = PackFiles.Edited("island", "protocols/iro-qa.yaml", "form: drp, rank: 2,", "form: drp, rank: 2, accepts: [{finding: untimed-stage, reason: Agreed, by: Head of Service}],");
        Assert.Equal("nothing-to-accept", Assert.Single(Findings.Of(PackReader.Read("island", files).Pack!)).Name);
    }

    [Fact]
    public void Stages_that_follow_one_another_are_added_up_unless_one_clock_holds_them_all()
    {
        var all = PackFiles.Edited("borough", "protocols/issue.yaml", "rank: 1, means: [informal],", "rank: 1,");
        Assert.Contains(Findings.Of(PackReader.Read("borough", all).Pack!), f => f.Name == "over-statutory" && f.Message.Contains("10 + 5 + 5 + 5 + 5 = 30", StringComparison.Ordinal));
        Assert.DoesNotContain(Findings.Of(PackFiles.Read("borough")), f => f.Name == "over-statutory");
    }

    private static int LineOf(string text, string part) => text[..text.IndexOf(part, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
}
