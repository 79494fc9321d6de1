using Gateway.Bench.Measuring;
using Gateway.Bench.Net;
using Gateway.Bench.Servers;

namespace Gateway.Bench.Scenarios;

/// <summary>What an idle connection costs.</summary>
internal sealed class IdleMemory : Scenario
{
    private const int Before = 500;
    private const int Idle = 10_000;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    public override string Name => "memory";

    public override string Title => "Memory for each idle connection at 10,000";

    public override string Description =>
        $"Resident memory of the server {Quiet.TotalSeconds:0} s after the last of 10,000 more clients joined, less what it was "
        + $"with the first {Before}; "
        + "all state included.";

    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("each", "KiB/connection", 2) { Goal = new Goal(Max: 10, MaxRatio: 0.65) },
        new("before", "resident before, MiB", 1),
        new("after", "resident after, MiB", 1),
        new("peak", "most ever resident, MiB", 1),
    ];

    public override int Connections => Before + Idle;

    public override IReadOnlyDictionary<string, double> Run(Target target, LoadLoop loop, Pace pace)
    {
        var clients = new IdleClients(loop, target.Token);
        clients.Connect(Before);
        clients.Serve(Quiet);
        var before = ProcFile.ResidentKiB(target.Pid);
        clients.Connect(Idle);
        clients.Serve(Quiet);
        var after = ProcFile.ResidentKiB(target.Pid);
        return new Dictionary<string, double>
        {
            ["each"] = (after - before) / Idle,
            ["before"] = before / 1024,
            ["after"] = after / 1024,
            ["peak"] = ProcFile.PeakResidentKiB(target.Pid) / 1024,
        };
    }
}
