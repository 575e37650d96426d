using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Shared.Components;
using Waymark.Core.Processes;

namespace Waymark.App.Features.Shared;

/// <summary>The child, or children, that a page is about.</summary>
public sealed record ChildBar(Situation Situation, IUrlHelper Url) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var child in Situation.Children)
        {
            var bar = new IdentityBar(child.Name)
            {
                Href = Url.Content($"~/children/{child.Id}"),
                Facts =
                [
                    (Situation.Pack.Term("record-number"), child.Number.ToString()),
                    ("Age", Facts.Of("age", new Context(new Process(), Situation.Pack.Protocols[0], Situation with { Children = [child] })) ?? ""),
                    ("Status", Situation.Pack.Lists.Select(l => child.LegalStatus is null ? null : l.Find(child.LegalStatus)?.Label).FirstOrDefault(l => l is not null) ?? "Not recorded"),
                ],
            };
            bar.WriteTo(writer, encoder);
        }
    }
}
