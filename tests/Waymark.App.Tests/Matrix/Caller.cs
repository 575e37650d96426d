using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Waymark.App.Tests.Harness;

namespace Waymark.App.Tests.Matrix;

/// <summary>Somebody's session, or nobody's, as bare requests: what comes back is looked at, and not followed.</summary>
internal sealed class Caller : IDisposable
{
    readonly HttpClient client;
    readonly string cookies, token;

    Caller(HttpClient client, string cookies, string token) => (this.client, this.cookies, this.token) = (client, cookies, token);

    public static async Task<Caller> Of(World world, string council, Visitor visitor)
    {
        if (visitor.Cookie($"waymark-{council}", $"/{council}/") is null) await visitor.Go($"/{council}/sign-in");
        return Of(world, council, visitor, $"waymark-{council}={visitor.Cookie($"waymark-{council}", $"/{council}/")}");
    }

    /// <summary>With another council's session under the name that this one's has.</summary>
    public static async Task<Caller> From(World world, string council, string other, Visitor visitor)
    {
        var session = visitor.Cookie($"waymark-{other}", $"/{other}/");
        using var door = world.Visitor();
        await door.Go($"/{council}/sign-in");
        return Of(world, council, door, $"waymark-{council}={session}; waymark-{other}={session}");
    }

    static Caller Of(World world, string council, Visitor visitor, string session)
    {
        var token = visitor.Page.Document.QuerySelector("[name=__RequestVerificationToken]")?.GetAttribute("value") ?? "";
        return new Caller(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = world.Address }, $"{session}; waymark-form={visitor.Cookie("waymark-form", $"/{council}/")}", token);
    }

    public async Task<Reply> Send(string method, string address, IEnumerable<(string Name, string Value)>? fields = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Add("Cookie", cookies);
        if (method != "GET") request.Content = new FormUrlEncodedContent((fields ?? []).Append(("__RequestVerificationToken", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var response = await client.SendAsync(request);
        var headers = response.Headers.Concat(response.Content.Headers).OrderBy(header => header.Key, StringComparer.Ordinal).ToList();
        return new Reply((int)response.StatusCode, response.Headers.Location?.OriginalString, response.Content.Headers.ContentDisposition?.DispositionType == "attachment",
            [.. headers.Select(header => header.Key)], string.Join('\n', headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")), Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
    }

    /// <summary>As soon as it begins to answer; its body is read as it comes.</summary>
    public Task<HttpResponseMessage> Begin(HttpRequestMessage request)
    {
        request.Headers.Add("Cookie", cookies);
        return client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public void Dispose() => client.Dispose();
}

internal sealed partial record Reply(int Status, string? Location, bool IsFile, IReadOnlyList<string> HeaderNames, string Headers, string Body)
{
    /// <summary>Words of the record that stand anywhere in the answer. A byte that no letter has is looked past.</summary>
    public IEnumerable<string> Says(IEnumerable<string> tokens)
    {
        // A form's token is chance, and chance can spell a name.
        var text = Sealed().Replace($"{Headers}\n{Body}", "~");
        return tokens.Where(token => text.Contains(token, StringComparison.Ordinal));
    }

    [GeneratedRegex("[A-Za-z0-9_+/-]{60,}={0,2}")]
    private static partial Regex Sealed();
}
