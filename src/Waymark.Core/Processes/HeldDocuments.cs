using NodaTime;
using NodaTime.Text;
using Waymark.Core.Forms;
using Waymark.Core.Packs;

namespace Waymark.Core.Processes;

/// <summary>A file of the record, as the form with which it was added speaks of it.</summary>
/// <param name="File">Id of the file.</param>
/// <param name="Type">Id of an option of one of the authority's lists of document types; null: the form was left without one.</param>
/// <param name="Dated">The document's own day, not the day on which it was added (S3-032).</param>
/// <param name="Added">The work of adding it is finished, and who is to know was told (S3-020); null: it isn't yet.</param>
public sealed record HeldDocument(Guid File, Guid Process, Guid Workstep, string? Type, LocalDate? Dated, Instant? Added)
{
    /// <summary>The section of the same form that holds a body map, and how many marks are on it; null: none was begun (S3-016).</summary>
    public (Section Section, int Marks)? BodyMap { get; init; }

    /// <summary>Files that forms with a type of document hold (S3-015): each attachment of a form is one.</summary>
    public static IEnumerable<HeldDocument> Of(Process process, Protocol protocol, Pack pack)
    {
        foreach (var workstep in process.Worksteps.Where(step => step.Status != WorkstepStatus.Cancelled && step.SupersededBy is null))
        {
            var fields = protocol.FormOf(workstep.Definition).Sections.SelectMany(section => section.Fields).ToList();
            if (fields.FirstOrDefault(field => IsType(pack, field)) is not { } type) continue;
            var day = fields.FirstOrDefault(field => field.Means.Contains(Meaning.DocumentDate));
            var dated = day is not null && Text(workstep, day) is { } text && LocalDatePattern.Iso.Parse(text) is { Success: true } parsed ? parsed.Value : (LocalDate?)null;
            foreach (var file in fields.Where(field => field.Kind == FieldKind.Attachment).SelectMany(field => Text(workstep, field)?.Split('\n') ?? []))
                yield return new(Guid.Parse(file), process.Id, workstep.Id, Text(workstep, type), dated, workstep.Closed) { BodyMap = MapOf(workstep, protocol.FormOf(workstep.Definition), fields) };
        }
    }

    private static (Section, int)? MapOf(Workstep workstep, Form form, IEnumerable<Field> fields) =>
        fields.FirstOrDefault(field => field.IsBodyMap()) is { } map && workstep.Tables.GetValueOrDefault(map.Id, []).Count is > 0 and var marks ? (form.SectionOf(map.Id), marks) : null;

    /// <summary>Protocols by which documents are added.</summary>
    public static IEnumerable<Protocol> Adding(Pack pack) => pack.Protocols.Where(protocol => protocol.Forms.Any(form => form.Sections.Any(section => section.Fields.Any(field => IsType(pack, field)))));

    /// <summary>An option of the authority's lists of document types.</summary>
    public static Option? TypeOf(Pack pack, string? type) => type is null ? null : Types(pack).Select(list => list.Find(type)).OfType<Option>().FirstOrDefault();

    /// <summary>Of a type of which only the newest counts, those that a newer one replaced (S3-017). What isn't added yet replaces nothing.</summary>
    public static IReadOnlySet<Guid> Superseded(Pack pack, IReadOnlyList<HeldDocument> documents) =>
        documents.Where(each => each.Added is not null && TypeOf(pack, each.Type)?.Means.Contains(Meaning.NewestIsCurrent) == true)
            .GroupBy(each => each.Type).SelectMany(type => type.OrderByDescending(each => each.Dated).ThenByDescending(each => each.Added).SkipWhile((each, place) => place == 0))
            .Select(each => each.File).ToHashSet();

    private static bool IsType(Pack pack, Field field) => field.List is { } list && pack.List(list)?.Means.Contains(Meaning.DocumentTypes) == true;

    private static IEnumerable<OptionList> Types(Pack pack) => pack.Lists.Where(list => list.Means.Contains(Meaning.DocumentTypes));

    private static string? Text(Workstep workstep, Field field) => workstep.Answers.GetValueOrDefault(field.Id)?.Text is { Length: > 0 } text ? text : null;
}
