namespace Waymark.Core.Packs.Linting;

/// <summary>Each field can be filled by somebody, and each rule for people can find somebody (design rule 8).</summary>
internal static class Somebody
{
    public static void Check(Pack pack, Protocol protocol, List<Fault> faults)
    {
        foreach (var form in protocol.Forms)
        {
            foreach (var field in Walk.Fields(form))
                Fillable(form, field, faults);
            foreach (var request in form.Requests)
            {
                Finds(pack, protocol, form, request, "by", request.By, true, faults);
                Finds(pack, protocol, form, request, "to", request.To, true, faults);
            }
            foreach (var action in form.NextActions.Where(a => a.To.Count > 0))
                Finds(pack, protocol, form, action, "to", action.To, false, faults);
        }
        foreach (var workstep in protocol.Worksteps)
            Finds(pack, protocol, protocol.Form(workstep.Form), workstep, "holder", workstep.Holder, false, faults);
        Notices(pack, protocol, faults);
    }

    /// <summary>What nobody may type must be put there by the program: a default, or an earlier workstep's text.</summary>
    private static void Fillable(Form form, Field field, List<Fault> faults)
    {
        var typed = field.By.Count == 0 || field.By.Any(r => r is not PersonRule.Word { Is: PersonWord.Nobody }) || form.Requests.Any(r => r.Fills.Contains(field.Id));
        var given = field.Default is not null || field.DefaultPeople.Count > 0 || (field.Carry ?? form.Carry) is Carry.Copy or Carry.Shown || field.Kind is FieldKind.ChildDetails or FieldKind.StepsTaken or FieldKind.Cases or FieldKind.Figures or FieldKind.Table;
        if (!typed && !given)
            faults.Add(new(field.At, "nobody-fills", $"Nobody may fill '{field.Id}', and nothing stands there to begin with.") { Suggestion = "Write who fills it ('by: [raiser]'), or give it a 'default'." });
    }

    private static void Notices(Pack pack, Protocol protocol, List<Fault> faults)
    {
        foreach (var (form, notices) in protocol.Forms.Select(f => ((Form?)f, f.Notices)).Append((null, protocol.Notices)).Concat(protocol.Worksteps.Select(w => ((Form?)protocol.Form(w.Form), w.Notices))))
            foreach (var notice in notices)
                Finds(pack, protocol, form, notice, "to", notice.To, notice.After.Any.Any(e => OfRequest(pack, protocol, form, e)), faults);
    }

    /// <summary>Whether a request is at hand at this moment: its own states, and those of a clock that times one.</summary>
    private static bool OfRequest(Pack pack, Protocol protocol, Form? form, Entering e) => e.Subject.Kind switch
    {
        SubjectKind.Request => true,
        SubjectKind.Clock when pack.Clock(e.Subject.Name, protocol.Id, form?.Id)?.Clock is { } clock =>
            clock.After.Any.Concat(clock.Until?.Any ?? []).Any(m => m.Subject.Kind == SubjectKind.Request),
        _ => false,
    };

    private static void Finds(Pack pack, Protocol protocol, Form? form, Part part, string key, IReadOnlyList<PersonRule> rules, bool request, List<Fault> faults)
    {
        if (rules.Count == 0)
            faults.Add(new(part.At, "finds-nobody", $"'{key}' of '{part.Id}' is empty: it finds nobody.") { Suggestion = $"Write a post, or one of {string.Join(", ", Vocabulary.Words["person"].Keys.Where(w => w != "nobody"))}." });
        foreach (var why in rules.Select(r => WhyNobody(pack, protocol, form, r, request)).OfType<string>().Distinct())
            faults.Add(new(part.At, "finds-nobody", $"A rule in '{key}' of '{part.Id}' can find nobody: {why}.") { Suggestion = "Write a post, or a person whom this line knows." });
    }

    /// <summary>Why the rule can never find a person where it stands; null: it can.</summary>
    private static string? WhyNobody(Pack pack, Protocol protocol, Form? form, PersonRule rule, bool request) => rule switch
    {
        PersonRule.Word { Is: PersonWord.Nobody } => "it says nobody",
        PersonRule.Word { Is: PersonWord.Anyone } => "'anyone' is no person to send to",
        PersonRule.Word { Is: PersonWord.Sender or PersonWord.Receiver } word when !request => $"no request is at hand whose {word.Is.ToString().ToLowerInvariant()} that could be",
        PersonRule.Word { Is: PersonWord.Copied } when form is not null && protocol.Worksteps.Where(w => w.Form == form.Id).All(w => w.Copies.Count == 0) => "no workstep of this form has 'copies'",
        PersonRule.Word { Is: PersonWord.Holder or PersonWord.Answerer or PersonWord.Copied } word when form is null => $"'{word.Is.ToString().ToLowerInvariant()}' belongs to a workstep, and this stands on the whole process",
        PersonRule.InField field when pack.Fields(field.Field.Name, protocol.Id, form?.Id) is [var found] && found.Field.Kind is not (FieldKind.Worker or FieldKind.Workers or FieldKind.PersonOrText or FieldKind.Attendance) => $"'{field.Field.Name}' holds no workers",
        PersonRule.ManagerOf { Of: PersonRule.InPost post } when pack.FindPost(post.Post)?.Manager is null => $"the post '{post.Post}' has no manager",
        PersonRule.ManagerOf manager => WhyNobody(pack, protocol, form, manager.Of, request),
        PersonRule.OneOf { Rules.Count: 0 } => "it lists nobody",
        PersonRule.OneOf one when one.Rules.Select(r => WhyNobody(pack, protocol, form, r, request)).ToList() is var whys && whys.All(w => w is not null) => whys[0],
        _ => null,
    };
}
