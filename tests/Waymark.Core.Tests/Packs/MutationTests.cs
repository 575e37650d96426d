using System.Diagnostics;
using Waymark.Core.Packs;
using Waymark.Tests;
using Xunit;

namespace Waymark.Core.Tests.Packs;

/// <summary>
/// Packs damaged at random: nothing crashes or hangs, and every refusal says where and what to write. WAYMARK_SEED repeats a run;
/// WAYMARK_LONG makes it ten times as long.
/// </summary>
public class MutationTests
{
    private static readonly string[] Words =
        ["label:", "id:", "when:", "is:", "in:", "before:", "exists:", "all:", "any:", "not:", "field:", "fact:", "clock:", "request:", "workstep:", "switch:",
         "list:", "next-action:", "by:", "to:", "opens:", "ends:", "needs:", "verb:", "of:", "rank:", "amount:", "unit:", "after:", "until:", "options:", "carry:",
         "raiser", "answerer", "nobody", "yes", "no", "finish", "block", "0", "99999999999", "-1", "2020-02-30", "\"\"", "''", "{}", "[]", "{field: x}", "{dpr}", "~", "null"];

    private static readonly string[] Pieces =
        ["[", "]", "{", "}", "\"", "'", ":", ",", "#", "- ", "? ", "| ", "> ", "&a ", "*a", "!x ", "!!str ", "<<: *a", "%", "@", "`", "\\", "\t", "\0", "\r", "\n", "\n---\n", "\n...\n",
         "\u00e9", "\u2028", "\u0085", "\ufeff", "\ud83d\ude00", "\ud83d", "&a [*a]", "&a {b: *a}"];

    [Fact]
    public void Damaged_packs_are_refused_with_a_place_and_a_remedy()
    {
        var times = Seeds.Times(5_000, 50_000);
        var seed = Seeds.For(nameof(MutationTests));
        var whole = PackFiles.All.ToDictionary(p => p, PackFiles.Files);
        int refused = 0, slowest = 0;
        Parallel.For(0, times, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var chance = new Random(unchecked(seed + i));
            var files = Damage(whole[PackFiles.All[i % PackFiles.All.Length]].ToList(), chance);
            var clock = Stopwatch.StartNew();
            IReadOnlyList<Fault> faults;
            try
            {
                var read = PackReader.Read("damaged", files);
                faults = read.Pack is null ? read.Faults : Linter.Lint(read.Pack);
                Assert.True(read.Pack is not null || faults.Count > 0);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"WAYMARK_SEED={Seeds.Seed}, damage {i}: {e.Message}", e);
            }
            foreach (var fault in faults)
            {
                var lines = files.FirstOrDefault(f => f.Path == fault.At.File).Text?.Split('\n').Length ?? 1;
                Assert.True(fault.At.Line >= 1 && fault.At.Line <= lines + 1 && fault.At.Column >= 1 && fault.At.File.Length > 0 && fault.Suggestion.Length > 0 && fault.Message.Length > 0,
                    $"WAYMARK_SEED={Seeds.Seed}, damage {i}: {fault}");
            }
            InterlockedMax(ref slowest, (int)clock.ElapsedMilliseconds);
            if (faults.Count > 0)
                Interlocked.Increment(ref refused);
        });

        Counts.Say("packs damaged at random", times, Seeds.Seed);
        Assert.True(refused > times / 2, $"Only {refused} of {times} damaged packs were refused.");
        Assert.True(slowest < 20_000, $"The slowest took {slowest} ms.");
    }

    private static List<(string Path, string Text)> Damage(List<(string Path, string Text)> files, Random chance)
    {
        for (var n = chance.Next(1, 4); n > 0; n--)
        {
            var i = chance.Next(files.Count);
            files[i] = (files[i].Path, Damage(files[i].Text, chance));
        }
        return files;
    }

    private static string Damage(string text, Random chance)
    {
        var lines = text.Split('\n').ToList();
        int a = chance.Next(lines.Count), b = chance.Next(lines.Count), at = chance.Next(lines[a].Length + 1);
        switch (chance.Next(13))
        {
            case 0: lines.RemoveAt(a); break;
            case 1: lines.Insert(b, lines[a]); break;
            case 2: (lines[a], lines[b]) = (lines[b], lines[a]); break;
            case 3: lines[a] = new string(' ', chance.Next(1, 4)) + lines[a]; break;
            case 4: lines[a] = lines[a].Length > 2 && lines[a].StartsWith(' ') ? lines[a][chance.Next(1, 3)..] : lines[a]; break;
            case 5: lines[a] = lines[a].Insert(at, ((char)chance.Next(32, 0x250)).ToString()); break;
            case 6: lines[a] = at < lines[a].Length ? lines[a].Remove(at, 1) : lines[a]; break;
            case 7: lines[a] = lines[a].Insert(at, Pieces[chance.Next(Pieces.Length)]); break;
            case 8: lines[a] = SwapWord(lines[a], chance); break;
            case 9: lines[a] = lines[a].Insert(at, "&x {y: *x}"); break;
            case 10: lines[a] = lines[a].Insert(at, new string("[{"[chance.Next(2)], chance.Next(1, 3_000))); break;
            case 11: lines[a] = lines[a].Insert(at, string.Concat(Enumerable.Repeat("{not: ", chance.Next(1, 40))) + "{fact: rank, is: \"1\"}" + new string('}', chance.Next(1, 40))); break;
            default: return text[..chance.Next(text.Length)];
        }
        return string.Join('\n', lines);
    }

    private static string SwapWord(string line, Random chance)
    {
        var words = line.Split(' ');
        words[chance.Next(words.Length)] = Words[chance.Next(Words.Length)];
        return string.Join(' ', words);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = most; value > seen; seen = most)
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
