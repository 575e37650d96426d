using Waymark.Core.Packs;
using Waymark.Core.Processes;
using CoreField = Waymark.Core.Packs.Field;

namespace Waymark.App.Features.Worksteps;

/// <summary>Reads what <see cref="FieldBox"/> posts. What a field doesn't know of is left out; the engine says what may be filled.</summary>
public static class PostedForm
{
    /// <param name="row">The table's row, where the fields are its columns.</param>
    public static IReadOnlyList<Typed> Read(IFormCollection form, IEnumerable<CoreField> fields, Guid? row = null) =>
        [.. fields.SelectMany(field => Ids(form, field).Select(id => new Typed(id, row, Text(form, field, id), form[$"w.{id}"].FirstOrDefault())))];

    /// <summary>A field is posted where its mark is: a form without it says nothing of it.</summary>
    private static IEnumerable<string> Ids(IFormCollection form, CoreField field) => field.Kind == FieldKind.ChildDetails
        ? form.Keys.Where(k => k.StartsWith($"w.{field.Id}/", StringComparison.Ordinal)).Select(k => k[2..])
        : form.ContainsKey($"w.{field.Id}") ? [field.Id] : [];

    private static string Text(IFormCollection form, CoreField field, string id)
    {
        var name = $"f.{id}";
        string One(string key) => form[key].FirstOrDefault() ?? "";
        switch (field.Kind)
        {
            case FieldKind.Date:
                var parts = new[] { One($"{name}-day"), One($"{name}-month"), One($"{name}-year") }.Select(p => p.Trim()).ToArray();
                return parts.All(p => p.Length == 0) ? One(name) : string.Join('/', parts);
            case FieldKind.Choices or FieldKind.Workers or FieldKind.Attendance:
                return string.Join('\n', form[name].Where(v => !string.IsNullOrEmpty(v)));
            case FieldKind.PersonOrText:
                return One($"{name}.text").Trim() is { Length: > 0 } words ? words : One(name);
            default:
                return One(name);
        }
    }

    /// <summary>The ids of the gates that were ticked as read, each with its reason.</summary>
    public static IReadOnlyDictionary<string, string> Acknowledged(IFormCollection form) =>
        form["gate"].Where(g => !string.IsNullOrEmpty(g)).Distinct().ToDictionary(g => g!, g => (form[$"reason.{g}"].FirstOrDefault() ?? "").Trim());
}
