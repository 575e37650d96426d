using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Waymark.App.Store.Audit;

/// <summary>The chain as it stood: so many links, of which this is the last.</summary>
/// <param name="Sound">Its signature is right, by a key that the authority has.</param>
public sealed record Checkpoint(string File, long Places, byte[] Hash, bool Sound);

/// <summary>
/// Signed statements of the chain's last link, outside the database, in the form of a C2SP checkpoint: who rewrites the whole
/// chain, or cuts off its end, can't rewrite these. They are the authority's to copy to where no administrator of its database reaches.
/// </summary>
public sealed class Checkpoints(string authority, string folder)
{
    const string Dash = "\u2014 ";
    readonly string origin = $"waymark/audit/{authority}";
    long written = -1;

    string Kept => Path.Combine(folder, "checkpoints");
    string Keys => Path.Combine(folder, "keys");

    /// <summary>Adds one to this month's file, synced, unless nothing was sealed since the last.</summary>
    public async Task Write(long places, byte[] hash, Instant at)
    {
        if (places == written) return;
        using var key = SigningKey();
        var text = $"{origin}\n{places.ToString(CultureInfo.InvariantCulture)}\n{Convert.ToBase64String(hash)}\n{InstantPattern.ExtendedIso.Format(at)}\n";
        var signature = key.SignData(Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256);
        Directory.CreateDirectory(Kept);
        var file = Path.Combine(Kept, $"{at.InUtc().Date.ToString("yyyy-MM", CultureInfo.InvariantCulture)}.txt");
        await using (var stream = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{text}\n{Dash}{origin} {Convert.ToBase64String([.. KeyId(key), .. signature])}\n\n"));
            stream.Flush(flushToDisk: true);
        }
        FileStore.SyncFolder(Kept);
        written = places;
    }

    /// <summary>Every checkpoint in the folder, oldest file first, each with what its signature is worth.</summary>
    public IEnumerable<Checkpoint> Read()
    {
        if (!Directory.Exists(Kept)) yield break;
        var keys = PublicKeys();
        try
        {
            foreach (var file in Directory.GetFiles(Kept, "*.txt").Order(StringComparer.Ordinal))
            {
                var blocks = File.ReadAllText(file).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
                for (var i = 0; i < blocks.Length; i += 2) yield return Read(Path.GetFileName(file), blocks[i] + "\n", i + 1 < blocks.Length ? blocks[i + 1].TrimEnd('\n') : "", keys);
            }
        }
        finally
        {
            foreach (var key in keys) key.Dispose();
        }
    }

    Checkpoint Read(string file, string text, string signed, List<ECDsa> keys)
    {
        var lines = text.Split('\n');
        var places = lines.Length > 2 && long.TryParse(lines[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var hash = new byte[SHA256.HashSizeInBytes];
        var whole = places > 0 && lines[0] == origin && Convert.TryFromBase64String(lines[2], hash, out var length) && length == hash.Length;
        return new Checkpoint(file, places, hash, whole && Sound(text, signed, keys));
    }

    bool Sound(string text, string signed, List<ECDsa> keys)
    {
        var opening = $"{Dash}{origin} ";
        var bytes = new byte[256];
        if (!signed.StartsWith(opening, StringComparison.Ordinal) || !Convert.TryFromBase64String(signed[opening.Length..], bytes, out var length) || length < 5) return false;
        return keys.Any(key => KeyId(key).AsSpan().SequenceEqual(bytes.AsSpan(0, 4)) && key.VerifyData(Encoding.UTF8.GetBytes(text), bytes.AsSpan(4, length - 4), HashAlgorithmName.SHA256));
    }

    // ---- Keys ----

    ECDsa SigningKey()
    {
        var file = Path.Combine(Keys, "audit.key.pem");
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        if (File.Exists(file))
        {
            key.ImportFromPem(File.ReadAllText(file));
            return key;
        }
        Directory.CreateDirectory(Keys);
        File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.WriteAllText(Path.Combine(Keys, $"audit-{Convert.ToHexStringLower(KeyId(key))}.pub.pem"), key.ExportSubjectPublicKeyInfoPem());
        return key;
    }

    List<ECDsa> PublicKeys()
    {
        var keys = new List<ECDsa>();
        if (!Directory.Exists(Keys)) return keys;
        foreach (var file in Directory.GetFiles(Keys, "audit-*.pub.pem"))
        {
            var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(file));
            keys.Add(key);
        }
        return keys;
    }

    /// <summary>The first four bytes of SHA-256 over origin, a line feed and the public key, as in a C2SP signed note.</summary>
    byte[] KeyId(ECDsa key) => SHA256.HashData([.. Encoding.UTF8.GetBytes(origin + "\n"), .. key.ExportSubjectPublicKeyInfo()])[..4];
}
