namespace Waymark.Core.Packs.Linting;

/// <summary>Visits all that a protocol says of people, moments and subjects, wherever it stands.</summary>
internal static class Walk
{
    public static IEnumerable<ClockDefinition> Clocks(Protocol p) =>
        p.Clocks.Concat(p.Worksteps.SelectMany(w => w.Clocks)).Concat(p.Forms.SelectMany(f => f.Clocks));

    public static IEnumerable<NoticeDefinition> Notices(Protocol p) =>
        p.Notices.Concat(p.Worksteps.SelectMany(w => w.Notices)).Concat(p.Forms.SelectMany(f => f.Notices));

    public static IEnumerable<Gate> Gates(Protocol p) =>
        p.Gates.Concat(p.Worksteps.SelectMany(w => w.Gates)).Concat(p.Forms.SelectMany(f => f.Gates));

    public static IEnumerable<Field> Fields(Form f) => f.Fields.SelectMany(x => x.Columns.Prepend(x));

    /// <summary>Every subject that the protocol's conditions, moments, defaults and people speak of.</summary>
    public static IEnumerable<Subject> Subjects(Protocol p) =>
        Conditions(p).SelectMany(c => c.Subjects())
            .Concat(Moments(p).SelectMany(m => m.Any).Select(e => e.Subject))
            .Concat(p.Forms.SelectMany(Fields).Select(f => f.Default).OfType<Value.Of>().Select(v => v.Subject))
            .Concat(p.Figures.Select(f => f.Subject).OfType<Subject>());

    public static IEnumerable<Moment> Moments(Protocol p) =>
        Clocks(p).SelectMany(c => new[] { c.After, c.Until }).Concat(Notices(p).Select(n => n.After)).Concat(p.Worksteps.Select(w => w.After)).OfType<Moment>();

    /// <summary>Everything in the protocol that has an id and a label; the options of lists that it uses are among them.</summary>
    public static IEnumerable<Part> Parts(Protocol p) => new Part[] { p }.Concat(p.Figures).Concat(p.Worksteps).Concat(p.Forms).Concat(p.Forms.SelectMany(f => f.Sections)).Concat(p.Forms.SelectMany(Fields))
        .Concat(p.Forms.SelectMany(Fields).SelectMany(f => OptionList.Flatten(f.Options)))
        .Concat(p.Forms.SelectMany(f => f.Requests)).Concat(p.Forms.SelectMany(f => f.NextActions))
        .Concat(Clocks(p)).Concat(Notices(p)).Concat(Gates(p));

    public static IEnumerable<Condition> Conditions(Protocol p) => Parts(p).Select(x => x.When)
        .Concat(Gates(p).Select(g => g.Needs))
        .Concat(p.Forms.SelectMany(Fields).SelectMany(f => new[] { f.Needs, f.Open }))
        .OfType<Condition>();

    public static bool Speaks(Form form, PersonWord word) => People(form).Any(p => Speaks(p, word));

    private static IEnumerable<PersonRule> People(Form f) =>
        Fields(f).SelectMany(x => x.By.Concat(x.DefaultPeople))
            .Concat(f.Requests.SelectMany(r => r.By.Concat(r.To).Concat(r.Copies)))
            .Concat(f.NextActions.SelectMany(a => a.To))
            .Concat(f.Notices.SelectMany(n => n.To.Concat(n.Copies)))
            .Concat(f.Gates.SelectMany(g => g.By));

    private static bool Speaks(PersonRule rule, PersonWord word) => rule switch
    {
        PersonRule.Word w => w.Is == word,
        PersonRule.ManagerOf m => Speaks(m.Of, word),
        PersonRule.OneOf o => o.Rules.Any(r => Speaks(r, word)),
        _ => false,
    };
}
