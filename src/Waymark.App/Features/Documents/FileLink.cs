using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Shared.Components;
using Waymark.App.Store;

namespace Waymark.App.Features.Documents;

/// <summary>A file as pages name it: "Referral.pdf (PDF, 120 KB, not scanned)". It can only be downloaded.</summary>
public sealed record FileLink(DocumentRow Document, IUrlHelper Url) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) =>
        ((Markup)$"<a class=\"govuk-link\" href=\"{Url.Content($"~/documents/{Document.Id}")}\">{Document.Name}</a> ({FileKind.WordsFor(Document.MediaType)}, {Size(Document.Bytes)}, {(Document.MediaType.StartsWith("image/", StringComparison.Ordinal) ? "its words can’t be searched, " : "")}not scanned for viruses)").WriteTo(writer, encoder);

    public static string Size(long bytes) => bytes < 1024 ? $"{bytes} bytes" : bytes < 1024 * 1024 ? $"{(bytes + 512) / 1024} KB" : $"{bytes / 1024 / 1024}.{bytes / 1024 % 1024 * 10 / 1024} MB";
}
