using Waymark.Core.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>One fault is planted at a time in a pack that is whole; its own rule finds it, on the line where it stands.</summary>
public class PlantedFaultTests
{
    private const string Drp = "island/protocols/iro-qa.yaml";
    private const string Terms = "island/authority.yaml";
    private const string Alert = "county/protocols/formal-alert.yaml";
    private const string Issue = "borough/protocols/issue.yaml";

    /// <summary>Rule, file, what stood there, what stands there now, and a text on the line of the fault where that isn't the edited one.</summary>
    public static TheoryData<string, string, string, string, string?> Planted => new()
    {
        { "word", Drp, "shown-as: steps", "shownas: steps", null },
        { "word", Drp, "kind: signature", "kind: signeture", null },
        { "twice", Drp, "rank: 1,", "rank: 1, rank: 1,", null },
        { "missing", Drp, "about: child\n", "", "protocol: iro-qa" },
        { "missing", Drp, "to: [raiser], means: [court-body], when: {switch: qap-to-cafcass", "means: [court-body], when: {switch: qap-to-cafcass", null },
        { "id", Drp, "id: drp-3", "id: DRP 3", null },
        { "id", Drp, "{id: desired-outcome", "{id: issues", null },
        { "number", Drp, "amount: 20", "amount: twenty", null },
        { "date", Drp, "dated: 2020-07-01", "dated: July 2020", null },
        { "shape", Drp, "answers: [service-manager]", "answers: service-manager", null },
        { "shape", Drp, "of: qap-complete, needs: {field: decision, is: resolved}", "of: qap-complete, needs: {field: decision}", null },
        { "term", Drp, "{drp} Stage 4", "{dpr} Stage 4", null },
        { "term", Terms, "  not-used: not used\n", "", "  system: Mosaic" },
        { "person", Drp, "answers: [service-manager]", "answers: [service-boss]", null },
        { "person", Drp, "form: drp, rank: 2, holder: [raiser], answers: [service-manager]", "form: drp, rank: 2, holder: [raiser]", null },
        { "ref", Drp, "opens: [drp-2]", "opens: [drp-9]", null },
        { "ref", Drp, "after: {clock: reply, is: run-out}, to", "after: {clock: replay, is: run-out}, to", null },
        { "ref", Drp, "form: referral", "form: referal", null },
        { "ref", Drp, "options: levels", "options: level", null },
        { "ref", Drp, "{field: review-on, before", "{field: review-off, before", null },
        { "ref", Drp, "fills: [managers-update]", "fills: [manager-update]", null },
        { "ref", Alert, "opens: [cafcass-referral.referral], ends", "opens: [cafcass.referral], ends", null },
        { "option", Drp, "needs: {field: decision, is: stage-3}, else", "needs: {field: decision, is: stage-5}, else", null },
        { "state", Drp, "{request: request-1, is: delivered}, remind", "{request: request-1, is: received}, remind", null },
        { "anchor", Drp, "after: {request: request-1, is: delivered}", "after: {request: request-1}", null },
        { "missing", Drp, "after: {field: review-on}, ", "", null },
        { "gate", Drp, "verb: start, when", "verb: finish, of: qap, when", null },
        { "carry", Drp, "    carry: blank                                 # S0-069\n", "", "  - id: drp\n" },
        { "carry", Drp, "            open: {field: managers-update, exists: no}\n", "", "          - id: actions                          # S0-048" },
        { "way-out", Alert, "next-actions: [{id: confirmed, label: Confirmed, opens: []}]", "next-actions: [{id: confirmed, label: Confirmed, opens: [upload-alert], to: [raiser]}]", "  - {id: upload-alert" },
        { "way-out", Drp, "ends: Referred to CAFCASS", "hint: Referred to CAFCASS", null },
        { "reach", Drp, ", opens: [qap-review], to: [raiser]", ", ends: Over", "  - {id: qap-review" },
        { "backward", Drp, "opens: [drp-2], to: [raiser], when: {fact: rank, before: \"2\"}", "opens: [drp-2], to: [raiser], when: {fact: rank, before: \"3\"}", null },
        { "clock", Alert, "{clock: whole, is: run-out}, ", "", "  - {id: whole" },
        { "options", Drp, ", options: levels", "", null },
        { "unused", Drp, "form: referral", "form: drp", "  - id: referral\n" },
        { "dead-end", Drp, "verb: choose, of: to-stage-3, needs: {field: outcome, is: stage-3}", "verb: choose, of: to-stage-3, needs: {field: outcome, is: stage-2}", "  - {id: drp-1" },
        { "dead-end", Drp, "formal referral to CAFCASS, when: {fact: looked-after, is: yes}", "formal referral to CAFCASS", "  - {id: drp-1" },
        { "dead-end", Issue, "opens: [outcome-and-learning], to: [raiser], when: {all: [{field: satisfied, is: no}, {fact: rank, is: \"6\"}]}", "opens: [outcome-and-learning], to: [raiser], when: {all: [{field: satisfied, is: no}, {fact: rank, is: \"5\"}, {fact: looked-after, is: yes}]}", "  - {id: level-4" },
        { "silence", Drp, "to: [answerer], required: send, fills: [sw-update]", "to: [answerer], required: finish, fills: [sw-update]", "  - {id: qap," },
        { "silence", Drp, "{any: [{request: request-1, is: completed}, {clock: reply, is: run-out}]}, else: block", "{request: request-1, is: completed}, else: block", "  - {id: drp-1" },
        { "machine-escalates", Alert, "    rank: 2\n", "    rank: 2\n    after: {clock: reply, is: run-out}\n", "  - id: stage-2" },
        { "means", Drp, "kind: workers, required: no, by: [raiser]", "kind: text, required: no, by: [raiser]", null },
        { "kind", "island/lists/levels.yaml", "list: levels", "lists: levels", null },
    };

    /// <summary>The same for what a reader can't see: words that mislead, people who can't be found, things that wait for each other.</summary>
    public static TheoryData<string, string, string, string, string?> Misleading => new()
    {
        { "nobody-fills", Drp, "kind: date, required: no, by: [nobody], default: {clock: whole}}", "kind: date, required: no, by: [nobody]}", null },
        { "finds-nobody", Drp, "after: {request: request-1, is: completed}, to: [raiser]", "after: {workstep: drp-1, is: finished}, to: [receiver]", null },
        { "finds-nobody", Drp, "after: {request: request-1, is: completed}, to: [raiser]", "after: {request: request-1, is: completed}, to: []", null },
        { "finds-nobody", Drp, "by: [raiser], to: [iro-manager], required: finish", "by: [raiser], to: [{manager: iro-manager}], required: finish", null },
        { "finds-nobody", Drp, "by: [raiser], to: [iro-manager], required: finish", "by: [raiser], to: [{field: issues}], required: finish", null },
        { "finds-nobody", Drp, "to: [receiver, raiser, iro-manager]", "to: [receiver, copied]", null },
        { "finds-nobody", Drp, "rank: 3, holder: [raiser]", "rank: 3, holder: [nobody]", null },
        { "finds-nobody", Alert, "to: [senior-iro-manager]\n", "to: [answerer]\n", "  - id: inform-senior\n" },
        { "other-stage", Drp, "label: \"Proceed to {drp} Stage 3\", opens: [drp-3], to: [raiser], when: {fact", "label: \"Proceed to {drp} Stage 2\", opens: [drp-3], to: [raiser], when: {fact", null },
        { "other-stage", Drp, "id: stage-3, label: Issue unresolved – proceed to Stage 3", "id: stage-3, label: Issue unresolved – proceed to Stage 2", null },
        { "other-stage", Alert, "The Alert is escalating to Stage 2", "The Alert is escalating to Stage 3", null },
        { "other-stage", Issue, "Proceed to stage 3 (Level 2)", "Proceed to stage 3 (Level 3)", null },
        { "cycle", Terms, "found-by: service, means: [line]}", "found-by: service, means: [line], manager: team-manager}", "  - {id: team-manager" },
        { "cycle", Drp, "after: {field: drp.date-of-dispute}", "after: {clock: whole, is: run-out}", null },
        { "cycle", Drp, "{id: issues, label: Summary of issues, kind: long-text,", "{id: issues, label: Summary of issues, kind: long-text, when: {field: issues, exists: yes},", null },
        { "cycle", Drp, "  - {id: attach-referral,", "  - {id: round, label: Round, form: qap, holder: [raiser], answers: [team-manager], after: {workstep: round, is: finished}}\n  - {id: attach-referral,", "  - {id: round," },
        { "option", Drp, "needs: {fact: looked-after, is: yes}, else: block}\n", "needs: {fact: rank, is: \"7\"}, else: block}\n", null },
        { "option", Drp, "default: cafcass-referral", "default: cafcass-letter", null },
        { "shape", Drp, "amount: 20, unit", "accepts: {finding: no-unit}, amount: 20, unit", null },
        { "word", Drp, "amount: 20, unit", "accepts: [{finding: no-units, reason: Why, by: Head}], amount: 20, unit", null },
        { "missing", Drp, "amount: 20, unit", "accepts: [{finding: no-unit, reason: Why}], amount: 20, unit", null },
    };

    [Theory, MemberData(nameof(Planted)), MemberData(nameof(Misleading))]
    public void Each_is_found_by_its_rule_on_its_line(string rule, string file, string old, string @new, string? elsewhere)
    {
        var (pack, path) = (file[..file.IndexOf('/')], file[(file.IndexOf('/') + 1)..]);
        var files = PackFiles.Edited(pack, path, old, @new);
        var faults = Faults(files);

        var line = elsewhere is null ? LineOf(PackFiles.Text(pack, path), old) : LineOf(files.Single(f => f.Path == path).Text, elsewhere);
        Assert.Contains(faults, f => f.Rule == rule && f.At.File == path && f.At.Line == line);
        Assert.All(faults, f => Assert.NotEqual("", f.Suggestion));
    }

    private static IReadOnlyList<Fault> Faults(IReadOnlyList<(string, string)> files)
    {
        var read = PackReader.Read("pack", files);
        return read.Pack is null ? read.Faults : Linter.Lint(read.Pack);
    }

    private static int LineOf(string text, string part) => text[..text.IndexOf(part, StringComparison.Ordinal)].Count(c => c == '\n') + 1;
}
