using Waymark.Core.Packs;
using Xunit;

namespace Waymark.Core.Tests.Packs;

public class ComparisonTests
{
    private static readonly Pack Island = PackFiles.Read("island");

    [Fact]
    public void A_pack_says_the_same_as_itself() => Assert.Empty(Comparison.Of(Island, PackFiles.Read("island")));

    /// <summary>What stood there, what stands there now, and all that is said of it.</summary>
    public static TheoryData<string, string, string> Changed => new()
    {
        { "version: \"1.0\"", "version: \"1.1\"", "IRO Quality Assurance Process: version. It was: Version 1.0, if looked after is Yes. It is now: Version 1.1, if looked after is Yes." },
        { "due, amount: 5, unit: working-days, after: {request: request-1", "due, amount: 7, unit: working-days, after: {request: request-1", "IRO Quality Assurance Process: clock 'reply'. It was: ‘Manager's reply due’: 5 working days from" },
        { "rank: 2, holder: [raiser], answers: [service-manager]", "rank: 2, holder: [raiser], answers: [service-director]", "stage 'drp-2'. It was: ‘IRO Dispute Resolution Process Stage 2’ has rank 2 and is held by the raiser, answered by the Service Manager. It is now: ‘IRO Dispute Resolution Process Stage 2’ has rank 2 and is held by the raiser, answered by the Service Director." },
        { "{id: answered, label: The manager has answered, after: {request: request-1, is: completed}, to: [raiser], channel: [in-app]}", "{id: answered, label: The manager has answered, after: {request: request-1, is: completed}, to: [raiser, iro-manager], channel: [in-app]}", "notice 'answered'. It was: When ‘Manager please update the recommended actions’ is completed, tells the raiser" },
        { "{id: summary, label: Summary and Conclusion, kind: long-text, required: finish", "{id: summary, label: Summary and Conclusion, kind: long-text, required: no", "field 'qap.summary'. It was: ‘Summary and Conclusion’ (many lines), required to finish. It is now: ‘Summary and Conclusion’ (many lines), not required." },
        { "ends: Referred to CAFCASS}", "ends: With CAFCASS}", "next action 'referral.referred'. It was: ‘Referral attached’ ends the process as ‘Referred to CAFCASS’. It is now: ‘Referral attached’ ends the process as ‘With CAFCASS’." },
        { "      - {id: check-again", "      - {id: once-more, label: Read it once more., verb: finish, else: warn}\n      - {id: check-again", "IRO Quality Assurance Process: new gate 'once-more'. To finish always asks; there is a warning, for each of" },
        { "label: Use Stage 4 (Corporate Director), is: yes", "label: Use Stage 4 (Corporate Director), is: no", "switch 'stage-4'. It was: ‘Use Stage 4 (Corporate Director)’ is ‘Yes’. It is now: ‘Use Stage 4 (Corporate Director)’ is ‘No’." },
    };

    [Theory, MemberData(nameof(Changed))]
    public void Each_change_is_said_once_in_a_sentence(string old, string @new, string said)
    {
        var next = PackReader.Read("island", PackFiles.Edited("island", "protocols/iro-qa.yaml", old, @new)).Pack!;
        Assert.Contains(said, Assert.Single(Comparison.Of(Island, next)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_councils_differ_in_their_protocols()
    {
        var said = Comparison.Of(Island, PackFiles.Read("county")).Select(d => d.ToString()).ToList();
        Assert.Contains("IRO Quality Assurance Process: no more protocol 'iro-qa'. It was: Version 1.0.", said);
        Assert.Contains("Formal Quality Assurance Alert: new protocol 'formal-alert'. Version 1.0.", said);
    }
}
