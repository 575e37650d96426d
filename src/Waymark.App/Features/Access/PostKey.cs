using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Waymark.App.Features.Access;

/// <summary>
/// What makes a post's second arrival find the first one's result: the key that its page was given, with who sends it, where to and
/// all that is in it. A page brought back by "Back", or by a browser that kept its hidden fields, has the old key under new words:
/// those are another post, since to take them for the first would say "Saved" of words that were lost.
/// </summary>
static class PostKey
{
    public static Guid Of(HttpRequest request, Guid worker)
    {
        if (!Guid.TryParse(request.Form["key"].FirstOrDefault(), out var given)) return Guid.NewGuid();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> ids = stackalloc byte[32];
        given.TryWriteBytes(ids);
        worker.TryWriteBytes(ids[16..]);
        hash.AppendData(ids);
        foreach (var word in Words(request)) Append(hash, word);
        return new Guid(hash.GetHashAndReset()[..16]);
    }

    // The antiforgery token differs from page to page and says nothing of what was meant.
    static IEnumerable<string> Words(HttpRequest request)
    {
        yield return request.Path.Value ?? "";
        yield return request.QueryString.Value ?? "";
        foreach (var (name, values) in request.Form.Where(field => field.Key != "__RequestVerificationToken").OrderBy(field => field.Key, StringComparer.Ordinal))
            foreach (var value in values.Prepend(name)) yield return value ?? "";
        foreach (var file in request.Form.Files) yield return $"{file.Name}/{file.FileName}/{file.Length}";
    }

    /// <summary>With its length first, so that no two lists of words are one.</summary>
    static void Append(IncrementalHash hash, string word)
    {
        var bytes = Encoding.UTF8.GetBytes(word);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
