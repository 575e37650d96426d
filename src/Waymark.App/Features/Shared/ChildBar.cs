using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Waymark.App.Features.Shared.Components;
using Waymark.Core.Packs;
using Waymark.Core.Processes;
using Waymark.Core.Record;

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
                    ("Status", Statuses(child) is { Length: > 0 } statuses ? statuses : "None recorded"),
                ],
            };
            bar.WriteTo(writer, encoder);
        }
    }

    /// <summary>In whose care they are, and whether they have a plan: either, or both.</summary>
    private string Statuses(Child child) =>
        string.Join(" and ", new[] { child.LegalStatus, child.Plan }.OfType<string>().Select(id => Situation.Pack.ListOf(Meaning.LegalStatuses)?.Find(id)?.Label ?? id));
}
