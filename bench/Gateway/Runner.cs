using Gateway.Bench.Net;
using Gateway.Bench.Reporting;
using Gateway.Bench.Scenarios;
using Gateway.Bench.Servers;

namespace Gateway.Bench;

/// <summary>Runs scenarios on gateway and peer in turn, each run on a server of its own.</summary>
internal sealed class Runner(
    string repository,
    Cores cores,
    Pace pace,
    int runs,
    IReadOnlyList<string> servers,
    CancellationToken interruption
)
{
    public const string Gateway = "gateway";
    public const string Peer = "peer";

    public ScenarioResult Measure(Scenario scenario)
    {
        FileDescriptors.Require(scenario.Connections);
        var result = new ScenarioResult(scenario);
        var times = scenario.IsSoak ? 1 : runs;
        for (var run = 1; run <= times; run++)
        {
            foreach (var server in scenario.IsSoak ? [Gateway] : servers)
            {
                Console.Write($"\r{scenario.Name}, run {run} of {times}, {server}          ");
                try
                {
                    (server == Gateway ? result.Gateway : result.Peer).Add(Run(scenario, server));
                }
                catch (BenchException failure)
                {
                    result.Failures.Add($"run {run}, {server}: {failure.Message}");
                }
            }
        }

        Console.Write("\r");
        return result;
    }

    private IReadOnlyDictionary<string, double> Run(Scenario scenario, string server)
    {
        using var target = server == Gateway ? Target.StartGateway(repository, cores) : Target.StartPeer(repository, cores);
        using var loop = new LoadLoop(target.Endpoint, interruption);
        return scenario.Run(target, loop, pace);
    }
}
