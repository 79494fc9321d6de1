using System.CommandLine;
using Gateway.Bench;
using Gateway.Bench.Net;
using Gateway.Bench.Reporting;
using Gateway.Bench.Scenarios;
using Gateway.Bench.Servers;

Scenario[] all =
[
    new FanOut(),
    new BurstStreams(durable: false),
    new PacedStreams(durable: false),
    new ConnectionBurst(),
    new IdleMemory(rooms: 0),
    new IdleMemory(rooms: 1_000),
    new IdleMemory(rooms: null),
    new Acks(),
    new BurstStreams(durable: true),
    new PacedStreams(durable: true),
];

using var interruption = new Interruption();
var repository = Environment.GetEnvironmentVariable("DEV_ROOT") ?? Directory.GetCurrentDirectory();
var names = new Option<string[]>("--scenario") { Description = "Only these; may be repeated.", AllowMultipleArgumentsPerToken = true };
names.AcceptOnlyFromAmong([.. all.Select(scenario => scenario.Name), Churn.Key]);
var runs = new Option<int>("--runs") { Description = "Runs of each, of which the medians are told.", DefaultValueFactory = _ => 3 };
runs.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 99)
    {
        result.AddError("--runs takes 1 to 99.");
    }
});
var minutes = new Option<int>("--minutes") { Description = "How long churn takes.", DefaultValueFactory = _ => 30 };
minutes.Validators.Add(result =>
{
    if (result.GetValueOrDefault<int>() is < 1 or > 1_440)
    {
        result.AddError("--minutes takes 1 to 1440.");
    }
});
var quick = new Option<bool>("--quick") { Description = "One short run of each: to see that it works, not how fast." };
var only = new Option<string>("--only") { Description = "Only one of the two servers." };
only.AcceptOnlyFromAmong(Runner.Gateway, Runner.Peer);
var report = new Option<FileInfo>("--report") { Description = "Write the Markdown report there." };
var json = new Option<FileInfo>("--json") { Description = "Write everything that was measured there." };

var root = new RootCommand("Measures the gateway beside the npm socket.io server on two cores: one for the server, one for the generator.")
{
    names,
    runs,
    minutes,
    quick,
    only,
    report,
    json,
};
root.SetAction(arguments =>
{
    var cores = Cores.Default;
    Affinity.PinSelf(cores.Load);
    FileDescriptors.Raise();

    var machine = Machine.Read();
    var isQuick = arguments.GetValue(quick);
    var times = isQuick ? 1 : arguments.GetValue(runs);
    string[] servers = arguments.GetValue(only) is { } one ? [one] : [Runner.Peer, Runner.Gateway];
    var runner = new Runner(repository, cores, isQuick ? Pace.Quick : Pace.Full, times, servers, interruption.Token);
    var chosen = arguments.GetValue(names) is { Length: > 0 } some
        ? all.Append(new Churn(arguments.GetValue(minutes))).Where(scenario => some.Contains(scenario.Name))
        : all;
    var results = new List<ScenarioResult>();
    foreach (var scenario in chosen)
    {
        results.Add(runner.Measure(scenario));
        ConsoleTable.Print(results[^1]);
    }

    var command = string.Join(' ', ["./dev bench gateway", .. args]);
    if (arguments.GetValue(report) is { } markdown)
    {
        File.WriteAllText(markdown.FullName, MarkdownReport.Write(command, times, machine, cores, results));
    }

    if (arguments.GetValue(json) is { } data)
    {
        File.WriteAllText(data.FullName, JsonReport.Write(command, machine, results));
    }

    return results.Any(static result => result.Failures.Count > 0) ? 1 : 0;
});

try
{
    return root.Parse(args).Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (BenchException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted.");
    return Interruption.ExitStatus;
}
