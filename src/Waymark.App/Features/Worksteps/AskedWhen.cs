using System.Text.Json.Nodes;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Worksteps;

/// <summary>What must be answered on a page for one of its fields to be asked: in words, and for the script that shows the field then (assets/scripts/asked.js).</summary>
public sealed record AskedWhen(string Words, string Json)
{
    static readonly FieldKind[] OneControl = [FieldKind.YesNo, FieldKind.Choice, FieldKind.Choices, FieldKind.Text, FieldKind.LongText, FieldKind.Number, FieldKind.Worker, FieldKind.Process];

    /// <param name="filled">The fields that the viewer fills on this page.</param>
    public static AskedWhen? Of(Field field, IEnumerable<Field> filled, Context context) =>
        Asking.Of(field, [.. filled.Where(each => OneControl.Contains(each.Kind))], context) is { } decides
            ? new($"Only where {Asking.InWords(decides, context)}.", Node(decides).ToJsonString()) : null;

    static JsonObject Node(Condition condition) => condition switch
    {
        Condition.All all => new() { ["all"] = Nodes(all.Of) },
        Condition.Any any => new() { ["any"] = Nodes(any.Of) },
        Condition.Not not => new() { ["not"] = Node(not.Of) },
        Condition.Is test => Of(test.Subject, [test.Value]),
        Condition.In test => Of(test.Subject, test.Values),
        Condition.Exists { Yes: false } test => new() { ["not"] = Node(test with { Yes = true }) },
        Condition.Exists test => new() { ["field"] = test.Subject.Name },
        _ => throw new InvalidOperationException($"A page can't tell whether {condition.GetType().Name} holds."),
    };

    static JsonArray Nodes(IEnumerable<Condition> of) => new([.. of.Select(Node)]);

    static JsonObject Of(Subject subject, IEnumerable<Value> values) =>
        new() { ["field"] = subject.Name, ["in"] = new JsonArray([.. values.OfType<Value.Plain>().Select(value => JsonValue.Create(value.Text))]) };
}
