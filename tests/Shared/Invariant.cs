using System.Globalization;
using System.Runtime.CompilerServices;

namespace Waymark.Tests;

/// <summary>Tests run in the culture that the program sets itself.</summary>
static class Invariant
{
    [ModuleInitializer]
    internal static void Culture() =>
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
}
