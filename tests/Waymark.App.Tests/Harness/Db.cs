using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Waymark.App.Tests.Harness;

/// <summary>The two databases that Waymark runs on. Every test of what is stored or shown runs on both.</summary>
public enum Db { Sqlite, PostgreSql }

public static class DbNames
{
    public static string Name(this Db db) => db == Db.Sqlite ? "sqlite" : "postgresql";
}

/// <summary>
/// Runs a theory once on each database: the method's first parameter is the <see cref="Db"/>, the others are given here.
/// The row is named "[sqlite]" or "[sqlite: …]", which is where the requirements table reads the database from.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OnBothAttribute(params object?[] rest) : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([Row(Db.Sqlite), Row(Db.PostgreSql)]);

    public override bool SupportsDiscoveryEnumeration() => true;

    private TheoryDataRow Row(Db db) => new([db, .. rest])
    {
        Label = rest.Length == 0 ? db.Name() : $"{db.Name()}: {string.Join(", ", rest)}",
    };
}
