namespace Waymark.Tests;

/// <summary>The checkout that the tests run in: where the packs, the golden files and the artifacts are.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string Artifacts => Directory.CreateDirectory(Path.Combine(Root, "artifacts")).FullName;

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Waymark.slnx"))) return folder.FullName;
        throw new InvalidOperationException($"No Waymark.slnx above {AppContext.BaseDirectory}: run the tests from a checkout.");
    }
}
