using System.Reflection;
using Waymark.Core.Access;
using Xunit;

namespace Waymark.Weakened;

/// <summary>Only in the copy that run.sh makes: weakens one check after the other, and says which went unnoticed.</summary>
public sealed class WeakenedRun
{
    static readonly string[] Mine = Environment.GetEnvironmentVariable("WAYMARK_WEAKENED")!.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public async Task Each_weakened_check_is_noticed()
    {
        var missed = new List<string>();
        await using var seen = new Noticed();
        foreach (var (check, by) in Mine.Select(line => line.Split('\t')).Select(line => (line[0], line[4])).Where(line => Noticed.Knows(line.Item2)))
        {
            Core.Access.Weakened.Now = null;
            var before = await seen.Fault(by);
            Core.Access.Weakened.Now = check;
            var fault = before is null ? await seen.Fault(by) : null;
            Console.WriteLine(before is not null ? $"RED ALREADY   {check}: {before}" : fault is null ? $"STILL GREEN   {check}" : $"red           {check}: {fault.ReplaceLineEndings(" ")[..Math.Min(fault.Length, 120)]}");
            if (fault is null) missed.Add(check);
        }
        Core.Access.Weakened.Now = null;
        Assert.Empty(missed);
    }
}

/// <summary>Runs a test of this program by its name; null where it passes.</summary>
static class ByName
{
    public static async Task<string?> Fault(string name, Func<Type, object> made, params object[] given)
    {
        var dot = name.LastIndexOf('.');
        var type = Assembly.GetExecutingAssembly().GetTypes().Single(each => each.Name == name[..dot]);
        try
        {
            if (type.GetMethod(name[(dot + 1)..])!.Invoke(made(type), given) is Task task) await task;
            return null;
        }
        catch (Exception fault)
        {
            return (fault is TargetInvocationException { InnerException: { } inner } ? inner : fault).Message;
        }
    }
}
