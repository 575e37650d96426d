using System.Text;
using AngleSharp.Html.Dom;
using Waymark.App.Tests.Harness;

namespace Waymark.App.Tests.Reliability;

/// <summary>
/// What pressing a button would send, held back: to be sent at the moment that a test wants, by somebody else, with something
/// else in it, or again.
/// </summary>
internal sealed record Post(Uri Address, IReadOnlyList<(string Name, string Value)> Fields)
{
    public static Post Of(Page page, string button)
    {
        var pressed = page.Button(button);
        var form = (IHtmlFormElement?)pressed.Closest("form");
        var action = pressed.GetAttribute("formaction") ?? form?.GetAttribute("action");
        var entries = new Submission(page, pressed, new Dictionary<AngleSharp.Dom.IElement, IReadOnlyList<Attachment>>()).Entries();
        return new Post(action is { Length: > 0 } ? new Uri(page.Address, action) : page.Address, [.. entries.Where(entry => entry.File is null).Select(entry => (entry.Name, entry.Value))]);
    }

    public string this[string name] => Fields.First(field => field.Name == name).Value;

    public Post With(string name, string value) => this with { Fields = [.. Fields.Where(field => field.Name != name), (name, value)] };

    public Post Without(string name) => this with { Fields = [.. Fields.Where(field => field.Name != name)] };

    public Post To(string address) => this with { Address = new Uri(Address, address) };

    public async Task<Answer> Send(Visitor by)
    {
        using var response = await by.Send(new HttpRequestMessage(HttpMethod.Post, Address) { Content = new StringContent(Encoded(), Encoding.UTF8, "application/x-www-form-urlencoded") });
        return new Answer((int)response.StatusCode, response.Headers.Location?.ToString(), new Page(Address, (int)response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    string Encoded() => string.Join('&', Fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
}

/// <summary>What came back: a redirect where the post was taken, else the page that says why not.</summary>
internal sealed record Answer(int Status, string? Location, Page Page)
{
    public bool Taken => Status is >= 300 and < 400;

    public override string ToString() => $"{Status} {Location} {Page.Heading}: {string.Join(" | ", Page.Errors)}";
}
