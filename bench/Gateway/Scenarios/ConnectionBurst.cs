using Gateway.Bench.Measuring;
using Gateway.Bench.Net;
using Gateway.Bench.Servers;

namespace Gateway.Bench.Scenarios;

/// <summary>Clients that all come at once, a hundred of them at a time in their handshake.</summary>
internal sealed class ConnectionBurst : Scenario
{
    private const int Before = 4_000;
    private const int Measured = 4_000;

    public override string Name => "connections";

    public override string Title => "Connection burst";

    public override string Description =>
        $"{Measured:N0} clients connect over WebSocket and join, 100 at a time, on a server that has {Before:N0} already; to "
        + $"the gateway each shows a token.";

    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("connections", "connections/s") { Goal = new Goal(MinRatio: 1.6) },
        new("cpu", "server CPU, µs/connection"),
        .. WindowResult.ShareMetrics(),
    ];

    public override int Connections => Before + Measured;

    public override IReadOnlyDictionary<string, double> Run(Target target, LoadLoop loop, Pace pace)
    {
        var clients = new IdleClients(loop, target.Token);
        clients.Connect(Before);
        clients.Serve(TimeSpan.FromSeconds(1));
        var window = new Window(target);
        clients.Connect(Measured);
        var measured = window.End();
        return new Dictionary<string, double>(measured.Shares())
        {
            ["connections"] = Measured / measured.Seconds,
            ["cpu"] = 1e6 * measured.Server / Measured,
        };
    }
}
