using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Shared.Components;
using Waymark.App.Store;

namespace Waymark.App.Features.Documents;

/// <summary>A file as pages name it: "Referral.pdf (PDF, 120 KB, not scanned)". It can only be downloaded, and not before it has been checked.</summary>
public sealed record FileLink(DocumentRow Document, IUrlHelper Url) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => ((Markup)$"{Name} ({FileKind.WordsFor(Document.MediaType)}, {Size(Document.Bytes)}, {Searched}{Checked})").WriteTo(writer, encoder);

    Markup Name => Document.Scan is Scan.Waiting or Scan.Infected ? (Markup)$"{Document.Name}" : (Markup)$"<a class=\"govuk-link\" href=\"{Url.Content($"~/documents/{Document.Id}")}\">{Document.Name}</a>";

    string Searched => Document.MediaType.StartsWith("image/", StringComparison.Ordinal) ? "its words can’t be searched, " : "";

    string Checked => Document.Scan switch
    {
        Scan.Clean => "checked for viruses",
        Scan.Waiting => "kept, being checked for viruses: nobody can download it until it has been checked",
        Scan.Infected => "a virus was found in it, and it was removed: attach a clean copy",
        _ => "not scanned for viruses",
    };

    public static string Size(long bytes) => bytes < 1024 ? $"{bytes} bytes" : bytes < 1024 * 1024 ? $"{(bytes + 512) / 1024} KB" : $"{bytes / 1024 / 1024}.{bytes / 1024 % 1024 * 10 / 1024} MB";
}
