using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Waymark.App.Tests.Harness;

/// <summary>A file that a test attaches.</summary>
public sealed record Attachment(string Name, string Type, byte[] Bytes)
{
    public static Attachment Text(string name, string text) => new(name, "text/plain", Encoding.UTF8.GetBytes(text));
}

/// <summary>
/// What a browser sends when a button is pressed, by the HTML standard's "form submission": the entries in tree order, the
/// pressed button's among them, disabled ones left out, line ends as CR LF.
/// </summary>
internal sealed class Submission
{
    private readonly IHtmlFormElement form;
    private readonly IHtmlElement button;
    private readonly IReadOnlyDictionary<IElement, IReadOnlyList<Attachment>> attached;

    public Submission(Page page, IHtmlElement button, IReadOnlyDictionary<IElement, IReadOnlyList<Attachment>> attached)
    {
        this.button = button;
        this.attached = attached;
        form = FormOf(button) ?? throw page.Missing($"form around the button \"{Words.Of(button)}\"");
        if (button.HasAttribute("disabled")) throw page.Missing($"button that may be pressed (\"{Words.Of(button)}\" is disabled)");
        if (!form.HasAttribute("novalidate") && !button.HasAttribute("formnovalidate") && !form.CheckValidity())
            throw page.Missing("form that a browser would send: a required field is empty or holds what its type refuses");
    }

    public HttpRequestMessage Request(Uri page)
    {
        var action = Stated("formaction", "action") is { Length: > 0 } stated ? new Uri(page, stated) : page;
        if (!string.Equals(Stated("formmethod", "method"), "post", StringComparison.OrdinalIgnoreCase))
            return new HttpRequestMessage(HttpMethod.Get, new UriBuilder(action) { Query = Encoded(), Fragment = "" }.Uri);
        return new HttpRequestMessage(HttpMethod.Post, action) { Content = Body() };
    }

    private HttpContent Body() =>
        string.Equals(Stated("formenctype", "enctype"), "multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? Multipart()
            : new StringContent(Encoded(), Encoding.UTF8, new MediaTypeHeaderValue("application/x-www-form-urlencoded"));

    private MultipartFormDataContent Multipart()
    {
        var body = new MultipartFormDataContent();
        foreach (var (name, value, file) in Entries())
        {
            HttpContent part = file is null ? new StringContent(value) : new ByteArrayContent(file.Bytes);
            part.Headers.ContentType = file is null ? null : new MediaTypeHeaderValue(file.Type);
            part.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = Quoted(name), FileName = file is null ? null : Quoted(file.Name) };
            body.Add(part);
        }
        return body;
    }

    private string Encoded() =>
        string.Join('&', Entries().Select(entry => $"{Escaped(entry.Name)}={Escaped(entry.File?.Name ?? entry.Value)}"));

    internal IEnumerable<(string Name, string Value, Attachment? File)> Entries()
    {
        foreach (var control in form.Owner!.QuerySelectorAll<IHtmlElement>("input, select, textarea, button"))
        {
            var name = control.GetAttribute("name") ?? "";
            if (FormOf(control) != form || Disabled(control) || name.Length == 0 || control.Closest("datalist") is not null) continue;
            foreach (var (value, file) in Values(control)) yield return (Crlf(name), Crlf(value), file);
        }
    }

    private IEnumerable<(string Value, Attachment? File)> Values(IHtmlElement control)
    {
        switch (control)
        {
            case IHtmlButtonElement or IHtmlInputElement { Type: "submit" or "button" or "reset" or "image" }:
                return control == button ? [(control.GetAttribute("value") ?? "", null)] : [];
            case IHtmlInputElement { Type: "checkbox" or "radio" } box:
                return box.IsChecked ? [(box.GetAttribute("value") ?? "on", null)] : [];
            case IHtmlInputElement { Type: "file" }:
                var files = attached.TryGetValue(control, out var given) ? given : [new Attachment("", "application/octet-stream", [])];
                return files.Select(file => ("", (Attachment?)file));
            case IHtmlSelectElement list:
                return list.Options.Where(option => option.IsSelected && !option.IsDisabled).Select(option => (option.Value, (Attachment?)null));
            case IHtmlTextAreaElement area:
                return [(area.Value, null)];
            default:
                return [(((IHtmlInputElement)control).Value, null)];
        }
    }

    private string? Stated(string onButton, string onForm) => button.GetAttribute(onButton) ?? form.GetAttribute(onForm);

    private static IHtmlFormElement? FormOf(IElement control) =>
        control.GetAttribute("form") is { } id ? control.Owner?.GetElementById(id) as IHtmlFormElement : control.Closest("form") as IHtmlFormElement;

    private static bool Disabled(IElement control) =>
        control.HasAttribute("disabled") || control.Ancestors<IHtmlFieldSetElement>().Any(set => set.HasAttribute("disabled"));

    private static string Crlf(string text) => text.ReplaceLineEndings("\r\n");

    private static string Quoted(string text) =>
        $"\"{text.Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal)}\"";

    private static string Escaped(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);
}
