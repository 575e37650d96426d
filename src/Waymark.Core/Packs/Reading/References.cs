namespace Waymark.Core.Packs.Reading;

/// <summary>Every name that the files use is borne by something, once; every value that is compared can be held.</summary>
internal sealed class References
{
    private readonly Pack pack;
    private readonly List<Fault> faults;

    private References(Pack pack, List<Fault> faults) => (this.pack, this.faults) = (pack, faults);

    public static void Check(Pack pack, IEnumerable<Mention> mentions, List<Fault> faults)
    {
        var check = new References(pack, faults);
        foreach (var mention in mentions)
        {
            switch (mention)
            {
                case Mention.Reference r: check.Reference(r); break;
                case Mention.Person p: check.Person(p); break;
                case Mention.Term t: check.Term(t); break;
                case Mention.Compared c: check.Compared(c); break;
            }
        }
    }

    private void Reference(Mention.Reference r)
    {
        var found = Count(r);
        if (found == 0)
            Refuse("ref", r.At, $"There is no {Spaced(r.Kind)} '{r.Name}'.", Meant(r.Name, Known(r)));
        else if (found > 1 && !r.Scope.AnyForm)
            Refuse("ref", r.At, $"Field '{r.Name}' is in {found} forms.", $"Say which, for instance '{pack.Fields(r.Name, r.Scope.Protocol, null)[0].Form.Id}.{r.Name}'.");
    }

    private int Count(Mention.Reference r) => r.Kind switch
    {
        "field" => pack.Fields(r.Name, r.Scope.Protocol, r.Scope.Form).Count,
        "workstep" => pack.Workstep(r.Name, r.Scope.Protocol) is null ? 0 : 1,
        "request" => pack.Request(r.Name, r.Scope.Protocol, r.Scope.Form) is null ? 0 : 1,
        "next-action" => pack.NextAction(r.Name, r.Scope.Protocol, r.Scope.Form) is null ? 0 : 1,
        "clock" => pack.Clock(r.Name, r.Scope.Protocol, r.Scope.Form) is null ? 0 : 1,
        _ => Known(r).Contains(r.Name) ? 1 : 0,
    };

    private IEnumerable<string> Known(Mention.Reference r)
    {
        var protocol = pack.Protocol(r.Scope.Protocol ?? "");
        var forms = protocol?.Forms ?? [];
        return r.Kind switch
        {
            "field" => forms.Where(f => r.Scope.Form is null || f.Id == r.Scope.Form).SelectMany(f => f.Fields.SelectMany(x => x.Columns.Prepend(x))).Select(f => f.Id),
            "workstep" => (protocol?.Worksteps ?? []).Select(w => w.Id).Concat(pack.Protocols.Where(p => p != protocol).SelectMany(p => p.Worksteps.Select(w => $"{p.Id}.{w.Id}"))),
            "request" => forms.SelectMany(f => f.Requests).Select(x => x.Id),
            "next-action" => forms.SelectMany(f => f.NextActions).Select(x => x.Id),
            "clock" => (protocol?.Clocks ?? []).Concat(forms.SelectMany(f => f.Clocks)).Concat((protocol?.Worksteps ?? []).SelectMany(w => w.Clocks)).Select(x => x.Id),
            // An option of a shared list may speak of a switch, whichever protocol it stands in.
            "switch" => protocol is null ? pack.Protocols.SelectMany(p => p.Switches).Select(s => s.Id) : protocol.Switches.Select(s => s.Id),
            "list" => pack.Lists.Select(l => l.Id),
            "form" => forms.Select(f => f.Id),
            "protocol" => pack.Protocols.Select(p => p.Id),
            "area" => pack.Areas.Select(a => a.Id),
            "post" => pack.Posts.Select(p => p.Id),
            "case-note-type" => pack.ListOf(Meaning.CaseNoteTypes) is { } types ? OptionList.Flatten(types.Options).Select(o => o.Id) : [],
            _ => throw new InvalidOperationException($"The vocabulary refers to a '{r.Kind}', which nothing looks up."),
        };
    }

    private void Person(Mention.Person p)
    {
        var words = Vocabulary.Words["person"].Keys;
        if (!words.Contains(p.Name) && pack.FindPost(p.Name) is null)
            Refuse("person", p.At, $"Nobody is called '{p.Name}'.", Meant(p.Name, pack.Posts.Select(x => x.Id).Concat(words)));
    }

    private void Term(Mention.Term t)
    {
        if (!Vocabulary.FilledLater.Contains(t.Name) && !pack.Terms.ContainsKey(t.Name))
            Refuse("term", t.At, $"There is no term '{{{t.Name}}}'.", Vocabulary.Nearest(t.Name, pack.Terms.Keys) is { } near ? $"Meant '{{{near}}}'?" : $"Add '{t.Name}: …' to the terms in authority.yaml.");
        else if (pack.Terms.TryGetValue(t.Name, out var words) && Grammar.Placeholder().Matches(words).Any(m => pack.Terms.ContainsKey(m.Groups[1].Value) && !Vocabulary.FilledLater.Contains(m.Groups[1].Value)))
            Refuse("term", t.At, $"The term '{{{t.Name}}}' is made of a term that is made of another.", "Write out the inner one.");
    }

    private void Compared(Mention.Compared c)
    {
        var options = c.With.Kind switch
        {
            SubjectKind.Switch => pack.Protocols.Where(p => c.Scope.Protocol is null || p.Id == c.Scope.Protocol).SelectMany(p => p.Switches).FirstOrDefault(s => s.Id == c.With.Name)?.Options.Select(o => o.Id),
            SubjectKind.Field => pack.Fields(c.With.Name, c.Scope.Protocol, c.Scope.Form) is [var found] ? Holds(found.Field) : null,
            SubjectKind.Fact when c.With.Name == "legal-status" && pack.ListOf(Meaning.LegalStatuses) is { } statuses => OptionList.Flatten(statuses.Options).Select(o => o.Id),
            SubjectKind.Fact when c.With.Name == "document-type" && pack.ListOf(Meaning.DocumentTypes) is { } types => OptionList.Flatten(types.Options).Select(o => o.Id),
            // A meeting's agenda speaks of another protocol's stages, so any protocol's will do.
            SubjectKind.Fact when c.With.Name == "rank" => pack.Protocols.SelectMany(p => p.Stages).Select(w => w.Rank!.Value.ToString()),
            _ => null,
        };
        if (options is not null && !options.Contains(c.Value))
            Refuse("option", c.At, $"'{c.Value}' isn't an option of '{c.With.Name}'.", Meant(c.Value, options));
    }

    private static IEnumerable<string>? Holds(Field field) => field.Kind switch
    {
        FieldKind.YesNo => ["yes", "no"],
        FieldKind.Attendance => Vocabulary.Words["presence"].Keys,
        FieldKind.Choice or FieldKind.Choices when field.Options.Count > 0 => OptionList.Flatten(field.Options).Select(o => o.Id),
        _ => null,
    };

    private static string Meant(string wrong, IEnumerable<string> known)
    {
        var names = known.Distinct().ToList();
        return (Vocabulary.Nearest(wrong, names) is { } near ? $"Meant '{near}'? " : "")
            + (names.Count == 0 ? "There is none yet: declare it, or take this out." : $"There {(names.Count == 1 ? "is" : "are")}: {string.Join(", ", names.Take(40))}.");
    }

    private static string Spaced(string kind) => kind.Replace('-', ' ');

    private void Refuse(string rule, Mark at, string message, string suggestion) => faults.Add(new(at, rule, message) { Suggestion = suggestion });
}
