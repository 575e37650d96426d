using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using NodaTime.Text;
using Waymark.App.Features.Shared.Components;
using Waymark.Core.Forms;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;
using CoreField = Waymark.Core.Packs.Field;

namespace Waymark.App.Features.Worksteps;

/// <summary>
/// One field of a pack's form as a person fills it: the control for its kind, the text that stands in it, and the mark of the
/// text that it was typed over (<see cref="Typed.Was"/>).
/// </summary>
/// <param name="Id">The field's id; 'child/name' for a detail of the child.</param>
/// <param name="Text">As typed or as saved.</param>
/// <param name="Was">The mark of what stood when the form was first drawn.</param>
public sealed record FieldBox(CoreField Field, string Id, string Text, string Was, Context Context) : IHtmlContent
{
    public string? Error { get; init; }

    /// <summary>The label is the page's only question.</summary>
    public bool Heading { get; init; }

    private string Name => $"f.{Id}";

    /// <summary>Where an error summary links to.</summary>
    public static string Anchor(string id) => "f-" + id.Replace('/', '-');

    private string Html => Anchor(Id);

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write($"<input type=\"hidden\" name=\"w.{encoder.Encode(Id)}\" value=\"{Was}\">");
        if (Field.IsPoint() && Error is null)
        {
            ((Markup)$"<input type=\"hidden\" name=\"{Name}\" id=\"{Html}\" value=\"{Text}\">").WriteTo(writer, encoder);
            return;
        }
        Control().WriteTo(writer, encoder);
    }

    private IHtmlContent Control() => Field.Kind switch
    {
        FieldKind.LongText => new Textarea(Name, Label) { Id = Html, Hint = Hint, Value = Text, Rows = Rows, ErrorMessage = Message },
        FieldKind.Date => Day(),
        FieldKind.DateTime => new Input(Name, Label) { Id = Html, Hint = Hint ?? new Hint($"For example, {Example} at 16:00"), Value = Written(Text), ErrorMessage = Message, Classes = "govuk-input--width-20" },
        FieldKind.Number => new Input(Name, Label) { Id = Html, Hint = Hint, Value = Text, Inputmode = "numeric", ErrorMessage = Message, Classes = "govuk-input--width-10" },
        FieldKind.YesNo => Choice([("yes", Context.Situation.Pack.Term("yes"), null), ("no", Context.Situation.Pack.Term("no"), null)], "govuk-radios--inline govuk-radios--small"),
        FieldKind.Choice when Field.Means.Contains(Meaning.BodyPart) => new Select(Name, Label) { Id = Html, Hint = Hint, Items = [new SelectItem("", Context.Situation.Pack.Term("placeholder")), .. Answers.Offered(Field, Context).Select(o => new SelectItem(o.Id, o.Label))], Value = Text, ErrorMessage = Message },
        FieldKind.Choice => Choice([.. Answers.Offered(Field, Context).Select(o => (o.Id, o.Label, o.Hint))], "govuk-radios--small"),
        FieldKind.Choices => Choices(),
        FieldKind.Worker => new Select(Name, Label) { Id = Html, Hint = Hint, Items = Workers(""), Value = Text, ErrorMessage = Message },
        FieldKind.Workers => SeveralWorkers(),
        FieldKind.Attendance => Attendance(),
        FieldKind.PersonOrText => PersonOrText(),
        FieldKind.Process => new Select(Name, Label) { Id = Html, Hint = Hint, Items = Processes(), Value = Text, ErrorMessage = Message },
        FieldKind.Attachment => new FileUpload(Name, Label) { Id = Html, Hint = Hint ?? new Hint("A PDF, Word document, JPEG or PNG of up to 25 MB"), ErrorMessage = Message },
        _ => new Input(Name, Label) { Id = Html, Hint = Hint, Value = Text, ErrorMessage = Message },
    };

    /// <summary>A cell of a table is short; a field that stands alone has room.</summary>
    private int Rows => Context.Form?.TableOf(Field.Id) is null ? 6 : 3;

    private Label Label => new(Question) { Classes = Heading ? "govuk-label--l" : "govuk-label--s" };

    private Fieldset Fieldset => new(new Legend(Question) { Classes = Heading ? "govuk-fieldset__legend--l" : "govuk-fieldset__legend--s" });

    /// <summary>What must be there is asked plainly; what need not is marked so.</summary>
    private string Question => Field.Required == Required.No && Field.Kind != FieldKind.ChildDetails ? $"{DetailLabel ?? Field.Label} (optional)" : DetailLabel ?? Field.Label;

    private string? DetailLabel => Field.Kind == FieldKind.ChildDetails ? Answers.DetailOf(Context.Situation.Pack, Id) : null;

    private Hint? Hint => Field.Hint is { } hint && DetailLabel is null ? new Hint(hint) : null;

    private ErrorMessage? Message => Error is null ? null : new ErrorMessage(Error);

    private DateInput Day()
    {
        var iso = LocalDatePattern.Iso.Parse(Text);
        var parts = iso.Success ? [$"{iso.Value.Day}", $"{iso.Value.Month}", $"{iso.Value.Year}"] : Text.Split('/');
        string? Part(int index) => index < parts.Length ? parts[index] : null;
        return new DateInput(Html)
        {
            NamePrefix = Name, Fieldset = Fieldset, Hint = Hint ?? new Hint($"For example, {Example}"), ErrorMessage = Message,
            Values = new Dictionary<string, string?> { [$"{Name}-day"] = Part(0), [$"{Name}-month"] = Part(1), [$"{Name}-year"] = Part(2) },
        };
    }

    private string Example => $"{Context.Situation.Today.Day} {Context.Situation.Today.Month} {Context.Situation.Today.Year}";

    private Radios Choice(IReadOnlyList<(string Id, string Label, string? Hint)> options, string classes) => new(Name)
    {
        IdPrefix = Html, Fieldset = Fieldset, Hint = Hint, ErrorMessage = Message, Value = Text, Classes = classes,
        Items = [.. options.Select(o => new RadioItem(o.Id, o.Label) { Hint = o.Hint is null ? null : new Hint(o.Hint) })],
    };

    private Checkboxes Choices() => new(Name)
    {
        IdPrefix = Html, Fieldset = Fieldset, Hint = Hint, ErrorMessage = Message, Values = Text.Split('\n'), Classes = "govuk-checkboxes--small",
        Items = [.. Answers.Offered(Field, Context).Select(o => new CheckboxItem(o.Id, o.Label) { Hint = o.Hint is null ? null : new Hint(o.Hint) })],
    };

    /// <summary>Those that are finished, and the one that stands there though it isn't.</summary>
    private IReadOnlyList<SelectItem> Processes()
    {
        var offered = Answers.Finished(Field, Context).ToList();
        var stands = Context.Situation.Others.Where(other => other.Id.ToString() == Text && !offered.Contains(other));
        return [new SelectItem("", Context.Situation.Pack.Term("placeholder")), .. stands.Concat(offered).Select(other => new SelectItem($"{other.Id}", Answers.NameOf(other, Context.Situation)))];
    }

    private IReadOnlyList<SelectItem> Workers(string prefix)
    {
        var (register, today) = (Context.Situation.Register, Context.Situation.Today);
        return [new SelectItem("", Context.Situation.Pack.Term("placeholder")), .. register.Workers.Where(w => register.Here(w.Id, today))
            .OrderBy(w => w.Surname, StringComparer.Ordinal).ThenBy(w => w.Name, StringComparer.Ordinal).Select(w => new SelectItem(prefix + w.Id, Named(w)))];
    }

    private string Named(Worker worker)
    {
        var post = Context.Situation.Register.PostsOf(worker.Id, Context.Situation.Today).Select(p => Context.Situation.Pack.FindPost(p)?.Label).FirstOrDefault(l => l is not null);
        return post is null ? worker.Name : $"{worker.Name}, {post}";
    }

    /// <summary>A day and a time as people write them; what can't be read stays as it was typed.</summary>
    private static string Written(string text) => LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(text) is { Success: true } minute
        ? minute.Value.ToString("d M uuuu 'at' HH:mm", System.Globalization.CultureInfo.InvariantCulture)
        : text;

    /// <summary>For each person invited whether they were there, and a box for one more who was.</summary>
    private Fieldset Attendance()
    {
        var boxes = new HtmlContentBuilder();
        if (Hint is { } hint) boxes.AppendHtml(hint with { Id = Html + "-hint" });
        if (Message is { } message) boxes.AppendHtml(message with { Id = Html + "-error" });
        foreach (var (line, index) in Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((l, i) => (l, i)))
        {
            var who = line[..line.IndexOf('=', StringComparison.Ordinal)];
            boxes.AppendHtml(new Select(Name, new Label(Context.Situation.Register.Worker(Guid.Parse(who)) is { } worker ? Named(worker) : who))
            {
                Id = index == 0 ? Html : $"{Html}-{index + 1}", Value = line,
                Items = [new SelectItem($"{who}=", "Not said yet"), .. Answers.Presences.Select(p => new SelectItem($"{who}={p.Id}", char.ToUpperInvariant(p.Label[0]) + p.Label[1..])), new SelectItem("", "Not invited")],
            });
        }
        var more = Workers("").Select((item, index) => index == 0 ? item : item with { Value = item.Value + "=present" }).ToList();
        boxes.AppendHtml(new Select(Name, new Label("Somebody else who was present (optional)")) { Id = Text.Length == 0 ? Html : Html + "-more", Items = more });
        return Fieldset with { Html = boxes, DescribedBy = Hint is null ? null : Html + "-hint" };
    }

    /// <summary>A box for each person named, and one more.</summary>
    private Fieldset SeveralWorkers()
    {
        var named = Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var boxes = new HtmlContentBuilder();
        if (Hint is { } hint) boxes.AppendHtml(hint with { Id = Html + "-hint" });
        if (Message is { } message) boxes.AppendHtml(message with { Id = Html + "-error" });
        foreach (var (worker, index) in named.Append("").Select((w, i) => (w, i)))
            boxes.AppendHtml(new Select(Name, new Label($"Worker {index + 1}") { Classes = "govuk-visually-hidden" }) { Id = index == 0 ? Html : $"{Html}-{index + 1}", Items = Workers(""), Value = worker });
        return Fieldset with { Html = boxes, DescribedBy = Hint is null ? null : Html + "-hint" };
    }

    /// <summary>A worker or a post from the list, or free words; what is typed is taken before what is picked.</summary>
    private Fieldset PersonOrText()
    {
        var known = Text.StartsWith("worker:", StringComparison.Ordinal) || Text.StartsWith("post:", StringComparison.Ordinal);
        var posts = Context.Situation.Pack.Posts.Select(p => new SelectItem($"post:{p.Id}", p.Label));
        var workers = Workers("worker:");
        return Fieldset with
        {
            Html = new HtmlContentBuilder()
                .AppendHtml(new Select(Name, new Label("A post or a worker")) { Id = Html, Items = [workers[0], .. posts, .. workers.Skip(1)], Value = known ? Text : "", ErrorMessage = Message })
                .AppendHtml(new Input($"{Name}.text", new Label("Or somebody else, in words")) { Id = Html + "-text", Value = known ? "" : Text }),
        };
    }
}
