using System.Diagnostics;
using Gateway.Bench.Measuring;
using Gateway.Bench.Net;
using Gateway.Bench.Servers;

namespace Gateway.Bench.Scenarios;

/// <summary>Replies at a model's pace: 50 chunks a second each, begun one after the other within a second.</summary>
internal sealed class PacedStreams(bool durable) : Scenario
{
    private const int DelayMs = 20;
    private const int PerSecond = 1000 / DelayMs;

    // What the schedule may lag behind at the edges of the window.
    private const double InTime = 0.98;

    private readonly int _streams = durable ? 300 : 1_500;

    public override string Name => durable ? "durable-paced" : "paced";

    public override string Title => $"{_streams:N0} {(durable ? "durable " : "")}streams at 50 chunks a second";

    public override string Description =>
        $"Session dialect over WebSocket: {_streams:N0} replies with a chunk every {DelayMs} ms; lateness is against a chunk's "
        + $"own place in that schedule."
        + (
            durable
                ? " The gateway appends each chunk to the session's event log in Redis; its age is taken from the append to the client."
                : ""
        );

    public override IReadOnlyList<Metric> Metrics =>
        [
            new("chunks", $"chunks/s of {_streams * PerSecond:N0}") { Goal = new Goal(Min: InTime * _streams * PerSecond) },
            new("cpu", "server CPU, µs/chunk", 2) { Goal = durable ? null : new Goal(MaxRatio: 0.65) },
            new("late50", "lateness p50, ms", 1),
            new("late99", "lateness p99, ms", 1),
            .. durable
                ?
                [
                    new Metric("age50", "append to client p50, ms", 1),
                    new Metric("age99", "append to client p99, ms", 1) { Goal = new Goal(Max: 20) },
                ]
                : Array.Empty<Metric>(),
            new("missing", "chunks that never came") { Goal = new Goal(Max: 0) },
            .. WindowResult.ShareMetrics(durable),
        ];

    public override int Connections => _streams;

    public override IReadOnlyDictionary<string, double> Run(Target target, LoadLoop loop, Pace pace)
    {
        var chunks = (int)((pace.WarmUp + pace.Measured).TotalSeconds + 1) * PerSecond;
        var clients = new StreamClients(loop, target.Token, chunks, DelayMs, durable);
        clients.Connect(_streams);
        Begin(clients);
        clients.Serve(pace.WarmUp);

        clients.Lateness = new LatencyHistogram();
        clients.Age = durable ? new LatencyHistogram() : null;
        var window = new Window(target);
        var before = clients.Chunks;
        clients.Serve(pace.Measured);
        var measured = window.End();
        var delivered = clients.Chunks - before;
        var lateness = clients.Lateness;
        var age = clients.Age;
        clients.Lateness = null;
        clients.Age = null;

        clients.Serve(() => clients.Completed == _streams, TimeSpan.FromSeconds(5));
        return new Dictionary<string, double>(measured.Shares(durable))
        {
            ["chunks"] = delivered / measured.Seconds,
            ["cpu"] = 1e6 * measured.Server / delivered,
            ["late50"] = lateness.Percentile(0.5),
            ["late99"] = lateness.Percentile(0.99),
            ["age50"] = age?.Percentile(0.5) ?? double.NaN,
            ["age99"] = age?.Percentile(0.99) ?? double.NaN,
            ["missing"] = ((long)_streams * chunks) - clients.Chunks,
        };
    }

    private void Begin(StreamClients clients)
    {
        var begun = Stopwatch.GetTimestamp();
        var asked = 0;
        while (asked < _streams)
        {
            while (asked < _streams && asked <= Stopwatch.GetElapsedTime(begun).TotalSeconds * _streams)
            {
                clients.Ask(clients.Sockets[asked++]);
            }

            clients.Serve(TimeSpan.FromMilliseconds(1));
        }
    }
}
