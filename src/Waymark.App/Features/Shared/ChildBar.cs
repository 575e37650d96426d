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
        new PrintedNumber(Situation.Pack, [.. Situation.Children.Select(child => child.Number)]).WriteTo(writer, encoder);
    }

    /// <summary>In whose care they are, and whether they have a plan: either, or both.</summary>
    private string Statuses(Child child) =>
        string.Join(" and ", new[] { child.LegalStatus, child.Plan }.OfType<string>().Select(id => Situation.Pack.ListOf(Meaning.LegalStatuses)?.Find(id)?.Label ?? id));
}

/// <summary>The children's numbers, on every sheet of paper that the page is printed on (S3-014). No name: a sheet may be lost.</summary>
public sealed record PrintedNumber(Pack Pack, IReadOnlyList<int> Numbers) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        if (Numbers.Count > 0) ((Markup)$"<p class=\"wm-print-each\" aria-hidden=\"true\">{Pack.Term("record-number")} {string.Join(", ", Numbers)}</p>").WriteTo(writer, encoder);
    }
}
