using Waymark.Core.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>The packs of the repository, read from disk for tests.</summary>
internal static class PackFiles
{
    public static IReadOnlyList<(string Path, string Text)> Files(string name)
    {
        var folder = Folder(name);
        return [.. Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))
            .Where(f => f == "authority.yaml" || f.StartsWith("protocols/", StringComparison.Ordinal) || f.StartsWith("lists/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(f => (f, File.ReadAllText(Path.Combine(folder, f))))];
    }

    public static string Text(string name, string path) => Files(name).Single(f => f.Path == path).Text;

    /// <summary>The packs that are shipped.</summary>
    public static IEnumerable<string> Shipped => Directory.GetDirectories(Checkout.At("packs")).Where(f => File.Exists(Path.Combine(f, "authority.yaml"))).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);

    /// <summary>The shipped packs, and the draft of one more council.</summary>
    public static readonly string[] All = ["island", "county", "city", "shire", "borough"];

    public static Pack Read(string name)
    {
        var read = PackReader.Read(name, Files(name));
        Assert.True(read.Pack is not null, string.Join("\n", read.Faults));
        return read.Pack;
    }

    /// <summary>The pack with one text replaced, once.</summary>
    public static IReadOnlyList<(string Path, string Text)> Edited(string name, string path, string old, string @new)
    {
        var files = Files(name).ToList();
        var i = files.FindIndex(f => f.Path == path);
        var at = files[i].Text.IndexOf(old, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{name}/{path} doesn't hold: {old}");
        files[i] = (path, files[i].Text[..at] + @new + files[i].Text[(at + old.Length)..]);
        return files;
    }

    /// <summary>Everything that the check says of the files: the faults that refuse them, then what is doubtful.</summary>
    public static IReadOnlyList<(string Name, Mark At, string Text)> Checked(IReadOnlyList<(string Path, string Text)> files)
    {
        var read = PackReader.Read("pack", files);
        var faults = read.Pack is null ? read.Faults : Linter.Lint(read.Pack);
        return [.. faults.Select(f => (f.Rule, f.At, f.ToString())), .. read.Pack is { } pack ? Findings.Of(pack).Select(f => (f.Name, f.At, f.ToString())) : []];
    }

    /// <summary>'literal/…': a council's guide written down as it stands, with what is wrong in it.</summary>
    public static string Folder(string name) =>
        new[] { Checkout.At("packs", name), Checkout.At("tests", "packs", "draft", name), Checkout.At("tests", "packs", name) }.First(Directory.Exists);
}
