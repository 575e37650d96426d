using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Html;
using Waymark.App.Features.Shared.Components;
using Waymark.App.Features.Worksteps;

namespace Waymark.App.Tests.Features.Shared.Components;

/// <summary>Reads a fixture's options, written for Nunjucks and JavaScript, into our records.</summary>
static class FixtureOptions
{
    /// <summary>Components that govuk-frontend doesn't have; <see cref="Legend"/> is a part of its fieldset.</summary>
    public static readonly IReadOnlySet<Type> OurOwn = new HashSet<Type>
    {
        typeof(Legend), typeof(DueText), typeof(FigureTables), typeof(IdentityBar), typeof(Ladder), typeof(Parts), typeof(Scroll), typeof(StateTag), typeof(TaskRow), typeof(TaskRows),
        typeof(Timeline), typeof(WhyThisDate),
    };

    static readonly JsonSerializerOptions Json = new()
    {
        PropertyNameCaseInsensitive = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new TextConverter(), new HtmlConverter(), new AttributesConverter() },
    };

    public static object Read(Type component, JsonObject options)
    {
        foreach (var (_, option, _) in NotOffered.Where(o => o.Component == component)) options.Remove(option);
        Plain(options);
        return options.Deserialize(component, Json)!;
    }

    /// <summary>Options of govuk-frontend that we don't have, and why.</summary>
    static readonly (Type Component, string Option, string Why)[] NotOffered =
    [
        (typeof(FileUpload), "value", "Browsers ignore it, and so does govuk-frontend's own template."),
    ];

    /// <summary>What JavaScript takes for nothing becomes null; what it takes for a short form is written out.</summary>
    static void Plain(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            for (var i = 0; i < array.Count; i++)
            {
                if (IsNothing(array[i])) array[i] = null;
                Plain(array[i]);
            }
        }
        else if (node is JsonObject parts)
        {
            foreach (var part in new[] { "day", "month", "year" })
                if (parts[part] is JsonValue omitted && omitted.GetValueKind() == JsonValueKind.False) parts[part] = new JsonObject { ["omitted"] = true };
            if (parts["slots"]?["end"] is JsonValue html) parts["slots"]!["end"] = new JsonObject { ["html"] = html.DeepClone() };
            if (parts["html"] is JsonValue no && no.GetValueKind() == JsonValueKind.False) parts["html"] = null;
            foreach (var (_, value) in parts.ToList()) Plain(value);
        }
    }

    static bool IsNothing(JsonNode? node) => node switch
    {
        JsonValue value => value.GetValueKind() == JsonValueKind.False || value.ToString().Length == 0,
        JsonObject { Count: 0 } => true,
        _ => false,
    };

    sealed class TextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.Number => reader.GetDecimal().ToString(CultureInfo.InvariantCulture),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => reader.GetString(),
        };

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    sealed class HtmlConverter : JsonConverter<IHtmlContent>
    {
        public override bool CanConvert(Type type) => type == typeof(IHtmlContent);

        public override IHtmlContent? Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            reader.GetString() is { Length: > 0 } html ? new HtmlString(html) : null;

        public override void Write(Utf8JsonWriter writer, IHtmlContent value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

    sealed class AttributesConverter : JsonConverter<Attributes>
    {
        public override Attributes Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            var attributes = new Attributes();
            foreach (var (name, value) in JsonNode.Parse(ref reader)!.AsObject()) attributes[name] = value?.ToString();
            return attributes;
        }

        public override void Write(Utf8JsonWriter writer, Attributes value, JsonSerializerOptions options) => throw new NotSupportedException();
    }
}
