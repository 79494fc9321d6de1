using System.CommandLine;
using Chaos.Reporting;
using Chaos.Running;

var minutes = new Option<double>("--minutes") { DefaultValueFactory = _ => 10, Description = "How long things go wrong." };
var seed = new Option<int?>("--seed") { Description = "Decides who says what and what goes wrong. Default: another for every run." };
var commit = new Option<string>("--commit") { DefaultValueFactory = _ => "unknown", Description = "Of the source that runs." };
var folder = new Option<DirectoryInfo>("--record") { Required = true, Description = "Where results are kept." };
var restart = new Option<bool>("--restart") { Description = "Forgets what is kept." };
var report = new Option<DirectoryInfo?>("--report") { Description = "Where the report of all that is kept goes." };
var customers = new Option<int>("--customers") { DefaultValueFactory = _ => 6, Description = "How many converse at once." };
var root = new RootCommand("Faults among customers, and an audit behind them.")
{
    minutes,
    seed,
    commit,
    folder,
    restart,
    report,
    customers,
};
root.SetAction(RunAsync);

// Stopping a platform in good order takes a while.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });

async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
{
    var kept = arguments.GetValue(folder)!.FullName;
    var record = new RunRecord(Path.Combine(kept, "runs.jsonl"));
    if (arguments.GetValue(restart))
    {
        record.Forget();
    }

    var settings = new Settings(
        TimeSpan.FromMinutes(arguments.GetValue(minutes)),
        arguments.GetValue(seed) ?? Random.Shared.Next(1, 1_000_000),
        arguments.GetValue(customers),
        arguments.GetValue(commit)!,
        Path.Combine(kept, "platform.log"),
        Path.Combine(kept, "sessions")
    );
    try
    {
        var results = await ChaosRun.RunAsync(settings, record, cancellationToken);
        return results.Any(result => result.Findings.Count > 0) ? 1 : 0;
    }
    catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
    {
        Console.WriteLine("Interrupted; the episodes that had ended are kept.");
        return 130;
    }
    finally
    {
        if (arguments.GetValue(report) is { } target && record.Read() is { Count: > 0 } all)
        {
            Console.WriteLine(Report.Write(target.FullName, all));
        }
    }
}
