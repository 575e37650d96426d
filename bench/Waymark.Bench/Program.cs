using Waymark.Bench;

// The benchmarks: each figure beside the machine's limit, taken in turns in the same run. Called by ./do bench, which publishes
// Waymark and the empty application first. The words name rows; without any, all are run and the report is written.
var rows = new (string Name, Func<Task<IReadOnlyList<Measured>>> Run)[]
{
    ("due", DueDates.Run),
    ("play", Playing.Run),
    ("finish", Finishing.Run),
    ("summary", Summary.Run),
    ("start", Starting.Run),
};
var measured = new List<Measured>();
foreach (var (name, run) in rows.Where(row => args.Length == 0 || args.Contains(row.Name)))
{
    Console.WriteLine(name);
    measured.AddRange(await run());
}
var report = Report.Of(measured);
Console.WriteLine(report);
if (args.Length == 0) File.WriteAllText(Checkout.At("docs", "performance.md"), report);
