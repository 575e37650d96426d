namespace Waymark.App.Store;

/// <summary>Reads one authority's folder from disk, as Core wants it: paths inside the folder with forward slashes, and texts.</summary>
public static class PackFiles
{
    /// <summary>authority.yaml, protocols/*.yaml and lists/*.yaml; what else the folder holds (demo/, a logo) is no part of the pack.</summary>
    public static IReadOnlyList<(string Path, string Text)> Read(string folder) =>
        [.. new[] { "authority.yaml" }.Where(file => File.Exists(Path.Combine(folder, file)))
            .Concat(Yaml(folder, "lists")).Concat(Yaml(folder, "protocols"))
            .Select(file => (file, File.ReadAllText(Path.Combine(folder, file))))];

    static IEnumerable<string> Yaml(string folder, string part) =>
        Directory.Exists(Path.Combine(folder, part))
            ? Directory.EnumerateFiles(Path.Combine(folder, part), "*.yaml").Select(file => $"{part}/{Path.GetFileName(file)}").Order(StringComparer.Ordinal)
            : [];
}
