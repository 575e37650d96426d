using Waymark.Core.Packs.Linting;

namespace Waymark.Core.Packs;

/// <summary>One thing that two packs, or two versions of one, say otherwise.</summary>
/// <param name="Where">The protocol's label; the pack's for posts, words and lists.</param>
/// <param name="What">Its subject: 'clock', 'stage', 'next action', with its id.</param>
/// <param name="Was">The sentence in the first; null: it isn't there.</param>
/// <param name="Now">The sentence in the second; null: it isn't there.</param>
public sealed record Difference(string Where, string What, string? Was, string? Now)
{
    public override string ToString() => (Was, Now) switch
    {
        (null, _) => $"{Where}: new {What}. {Now}",
        (_, null) => $"{Where}: no more {What}. It was: {Was}",
        _ => $"{Where}: {What}. It was: {Was} It is now: {Now}",
    };
}

/// <summary>
/// What changes when one pack takes another's place, as sentences: what is published is read by those who don't read YAML. Only
/// processes that begin afterwards are touched; each keeps the version that it began with (design rule 1).
/// </summary>
public static class Comparison
{
    /// <returns>In the order of the first pack, what is new at the end of its protocol. None: the packs say the same.</returns>
    public static IReadOnlyList<Difference> Of(Pack was, Pack now)
    {
        var differences = Differ(was.Label, OfPack(was), OfPack(now)).ToList();
        foreach (var id in was.Protocols.Select(p => p.Id).Union(now.Protocols.Select(p => p.Id)))
        {
            var (old, next) = (was.Protocol(id), now.Protocol(id));
            if (old is null || next is null)
                differences.Add(new((old ?? next)!.Label, $"protocol '{id}'", old is null ? null : $"Version {old.Version}.", next is null ? null : $"Version {next.Version}."));
            else
                differences.AddRange(Differ(next.Label, OfProtocol(was, old), OfProtocol(now, next)));
        }
        return differences;
    }

    private static IEnumerable<Difference> Differ(string where, IEnumerable<(string What, string Says)> was, IEnumerable<(string What, string Says)> now)
    {
        var (old, next) = (Numbered(was), Numbered(now));
        return old.Keys.Union(next.Keys).Where(what => old.GetValueOrDefault(what) != next.GetValueOrDefault(what)).Select(what => new Difference(where, what, old.GetValueOrDefault(what), next.GetValueOrDefault(what)));
    }

    /// <summary>The same id may stand in several forms.</summary>
    private static Dictionary<string, string> Numbered(IEnumerable<(string What, string Says)> sentences) =>
        sentences.GroupBy(s => s.What).SelectMany(same => same.Select((s, i) => (What: i == 0 ? s.What : $"{s.What}, the {i + 1}. of its name", s.Says))).ToDictionary(s => s.What, s => s.Says);

    private static IEnumerable<(string, string)> OfPack(Pack pack)
    {
        yield return ("calendar", $"Working days are those of {pack.Calendar}.");
        foreach (var (term, words) in pack.Terms)
            yield return ($"word '{term}'", $"{Wording.Quote(words)}.");
        foreach (var post in pack.Posts)
            yield return ($"post '{post.Id}'", $"{Wording.Quote(post.Label)} is {Vocabulary.Words["found-by"][Vocabulary.Word(post.FoundBy)]}{(post.Manager is { } manager ? $", managed by {Wording.Quote(pack.Post(manager).Label)}" : "")}.");
        foreach (var rule in pack.Access)
            yield return ($"access '{rule.Id}'", $"{Wording.Quote(rule.Label)}: {string.Join(", ", rule.Verbs.Order().Select(v => Vocabulary.Word(v)))}, of {Vocabulary.Words["whose"][Vocabulary.Word(rule.Whose)]}.");
        foreach (var list in pack.Lists)
            yield return ($"list '{list.Id}'", $"{Wording.Quote(list.Label)} has {Options(list.Options)}.");
    }

    private static IEnumerable<(string, string)> OfProtocol(Pack pack, Protocol protocol)
    {
        var whole = new Wording(pack, protocol, null);
        yield return ("version", $"Version {protocol.Version}{(protocol.When is { } when ? $", if {whole.Say(when)}" : "")}.");
        foreach (var s in protocol.Switches)
            yield return ($"switch '{s.Id}'", $"{Wording.Quote(s.Label)} is {Wording.Quote(s.Options.FirstOrDefault(o => o.Id == s.Is)?.Label)}.");
        foreach (var figure in protocol.Figures)
            yield return ($"figure '{figure.Id}'", $"Counted by {Wording.Quote(figure.Label)}{(figure.Subject is { } by ? $": {Vocabulary.Word(by.Kind)} '{by.Name}'" : "")}.");
        foreach (var w in protocol.Worksteps)
            yield return (w.Rank is null ? $"workstep '{w.Id}'" : $"stage '{w.Id}'", Workstep(whole, w));
        foreach (var form in protocol.Forms)
            foreach (var said in OfForm(new Wording(pack, protocol, form.Id), form, pack, protocol))
                yield return said;
        foreach (var sentence in Sentences.Of(pack, protocol))
            yield return ($"{sentence.Kind} '{sentence.Id}'", sentence.Text);
    }

    private static string Workstep(Wording words, WorkstepDefinition w) =>
        $"{Wording.Quote(w.Label)}{(w.Rank is { } rank ? $" has rank {rank} and" : "")} is held by {words.Say(w.Holder)}"
        + (w.By.Count > 0 ? $", started by {words.Say(w.By)}" : "") + (w.Answers.Count > 0 ? $", answered by {words.Say(w.Answers)}" : "")
        + (w.Copies.Count > 0 ? $", with copies to {words.Say(w.Copies)}" : "") + (w.After is { } after ? $", and opens when {words.Say(after)}" : "") + If(words, w.When) + ".";

    private static IEnumerable<(string, string)> OfForm(Wording words, Form form, Pack pack, Protocol protocol)
    {
        foreach (var field in Walk.Fields(form))
            yield return ($"field '{form.Id}.{field.Id}'", $"{Wording.Quote(field.Label)} ({Vocabulary.Words["kind"][Vocabulary.Word(field.Kind)]}), {Needed(field.Required)}{(field.By.Count > 0 ? $", filled by {words.Say(field.By)}" : "")}{(field.List is null && field.Options.Count > 0 ? $", with {Options(field.Options)}" : "")}{If(words, field.When)}.");
        foreach (var request in form.Requests)
            yield return ($"request '{form.Id}.{request.Id}'", $"{Wording.Quote(request.Label)} goes from {words.Say(request.By)} to {words.Say(request.To)}, {Needed(request.Required)}{If(words, request.When)}.");
        foreach (var action in form.NextActions)
            yield return ($"next action '{form.Id}.{action.Id}'", $"{Wording.Quote(action.Label)} {Leads(pack, protocol, action)}{If(words, action.When)}.");
    }

    private static string Leads(Pack pack, Protocol protocol, NextActionDefinition action)
    {
        var opens = action.Opens.Select(o => Wording.Quote(pack.Workstep(o, protocol.Id)?.Workstep.Label)).ToList();
        return Wording.Join([.. opens.Count > 0 ? [$"opens {Wording.Join(opens, "and")}"] : Array.Empty<string>(), .. action.Ends is { } ends ? [$"ends the process as {Wording.Quote(ends)}"] : Array.Empty<string>(), .. opens.Count == 0 && action.Ends is null ? ["finishes this piece of work"] : Array.Empty<string>()], "and");
    }

    private static string Needed(Required required) => required switch { Required.No => "not required", Required.Save => "required to save", Required.Send => "required to send", _ => "required to finish" };

    private static string If(Wording words, Condition? when) => when is null ? "" : $", if {words.Say(when)}";

    private static string Options(IReadOnlyList<Option> options) => Wording.Join(OptionList.Flatten(options).Select(o => Wording.Quote(o.Label)), "and");
}
