namespace Waymark.App.Commands;

/// <summary>Where the packs are: the folder that holds <c>calendars/</c> and a folder for each authority.</summary>
static class PackFolder
{
    /// <summary>
    /// The folder that was stated, or that WAYMARK_PACKS names; else <c>packs</c> beside the executable, then upward from the
    /// current directory, then upward from the executable, which is where a build in a clone finds the clone's own.
    /// </summary>
    /// <param name="error">Where it was looked for, when the answer is null.</param>
    public static string? Find(string? stated, out string error)
    {
        error = "";
        var (named, by) = stated is not null
            ? (stated, "--packs")
            : (Environment.GetEnvironmentVariable("WAYMARK_PACKS"), "WAYMARK_PACKS");
        if (!string.IsNullOrEmpty(named))
        {
            if (HoldsPacks(named)) return Path.GetFullPath(named);
            error = $"{by} is '{named}', which is not a folder with 'calendars' in it. Name the folder that holds the packs.";
            return null;
        }

        var current = Directory.GetCurrentDirectory();
        var places = Upward(AppContext.BaseDirectory).Take(1).Concat(Upward(current)).Concat(Upward(AppContext.BaseDirectory));
        var found = places.Select(place => Path.Combine(place, "packs")).FirstOrDefault(HoldsPacks);
        if (found is null) error = $"There is no folder 'packs' beside the program, nor in {current} or above it. Name it with --packs or WAYMARK_PACKS.";
        return found;
    }

    static bool HoldsPacks(string folder) => Directory.Exists(Path.Combine(folder, "calendars"));

    static IEnumerable<string> Upward(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent) yield return folder.FullName;
    }
}
