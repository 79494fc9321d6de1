using Gateway.Bench.Measuring;
using Gateway.Bench.Net;
using Gateway.Bench.Servers;

namespace Gateway.Bench.Scenarios;

/// <summary>Replies without a delay, as fast as they go.</summary>
internal sealed class BurstStreams(bool durable) : Scenario
{
    private const int Streams = 200;
    private const int ChunksEach = 200;

    public override string Name => durable ? "durable-burst" : "burst";

    public override string Title => durable ? "200 durable streams of 200 chunks, no delay" : "200 streams of 200 chunks, no delay";

    public override string Description =>
        "Session dialect over WebSocket: 200 clients each ask for a reply of 200 chunks, and again as soon as it is complete."
        + (durable ? " The gateway sends every chunk through the session's event log in Redis; the peer keeps nothing." : "");

    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("chunks", "chunks/s") { Goal = new Goal(MinRatio: durable ? 2 : 10) },
        new("cpu", "server CPU, µs/chunk", 2),
        .. WindowResult.ShareMetrics(durable),
    ];

    public override int Connections => Streams;

    public override IReadOnlyDictionary<string, double> Run(Target target, LoadLoop loop, Pace pace)
    {
        var clients = new StreamClients(loop, target.Token, ChunksEach, 0, durable) { Repeats = true };
        clients.Connect(Streams);
        foreach (var socket in clients.Sockets)
        {
            clients.Ask(socket);
        }

        clients.Serve(pace.WarmUp);
        var window = new Window(target);
        var before = clients.Chunks;
        clients.Serve(pace.Measured);
        var measured = window.End();
        var chunks = clients.Chunks - before;
        clients.Repeats = false;
        return new Dictionary<string, double>(measured.Shares(durable))
        {
            ["chunks"] = chunks / measured.Seconds,
            ["cpu"] = 1e6 * measured.Server / chunks,
        };
    }
}
