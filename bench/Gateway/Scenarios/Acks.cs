using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gateway.Bench.Measuring;
using Gateway.Bench.Net;
using Gateway.Bench.Servers;

namespace Gateway.Bench.Scenarios;

/// <summary>Messages on a fixed schedule, whatever the server does: each latency counts from when its message was due.</summary>
internal sealed class Acks : Scenario
{
    private const int Rate = 5_000;
    private const int Clients = 500;

    // The same arrivals for each server and run.
    private const int Seed = 5_000;

    // While messages that are due are being sent, so that the first answers do not wait for the generator.
    private const int ReadEvery = 5;

    public override string Name => "acks";

    public override string Title => "Acknowledgements at 5,000 messages a second";

    public override string Description =>
        $"Session dialect over WebSocket, open loop: {Clients} clients send with a callback, independently of each other (a "
        + $"Poisson process); latency counts "
        + "from when a message was due, so that a server that stalls is charged for the messages it kept from being sent.";

    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("p99", "latency p99, ms", 2) { Goal = new Goal(Max: 2, MaxRatio: 1 / 9d) },
        new("p50", "latency p50, ms", 2),
        new("p95", "latency p95, ms", 2),
        new("cpu", "server CPU, µs/message", 2) { Goal = new Goal(MaxRatio: 0.9) },
        new("acks", "acknowledgements/s") { Goal = new Goal(Min: 0.99 * Rate) },
        .. WindowResult.ShareMetrics(),
    ];

    public override int Connections => Clients;

    public override IReadOnlyDictionary<string, double> Run(Target target, LoadLoop loop, Pace pace)
    {
        var clients = new AckClients(loop, target.Token);
        clients.Connect(Clients);
        clients.Run(pace.WarmUp);
        clients.Serve(() => clients.Pending == 0, TimeSpan.FromSeconds(10));

        clients.Latency = new LatencyHistogram();
        var window = new Window(target);
        clients.Run(pace.Measured);
        clients.Serve(() => clients.Pending == 0, TimeSpan.FromSeconds(10));
        var measured = window.End();
        if (clients.Pending > 0)
        {
            throw new BenchException($"{clients.Pending} messages were never acknowledged.");
        }

        return new Dictionary<string, double>(measured.Shares())
        {
            ["p50"] = clients.Latency.Percentile(0.5),
            ["p95"] = clients.Latency.Percentile(0.95),
            ["p99"] = clients.Latency.Percentile(0.99),
            ["cpu"] = 1e6 * measured.Server / clients.Latency.Count,
            ["acks"] = clients.Latency.Count / measured.Seconds,
        };
    }

    private sealed class AckClients(LoadLoop loop, string? token) : SocketIoClients(loop, token)
    {
        private readonly List<long> _due = [];
        private int _acknowledged;

        public LatencyHistogram Latency { get; set; } = new();

        public int Pending => _due.Count - _acknowledged;

        public void Run(TimeSpan duration)
        {
            var arrivals = new Random(Seed);
            var due = (double)Stopwatch.GetTimestamp();
            var end = due + (duration.TotalSeconds * Stopwatch.Frequency);
            var sent = 0;
            while (due < end)
            {
                if (Stopwatch.GetTimestamp() < due)
                {
                    Loop.Poll(TimeSpan.Zero);
                    continue;
                }

                Send(Sockets[arrivals.Next(Sockets.Count)], (long)due);
                due -= Math.Log(1 - arrivals.NextDouble()) / Rate * Stopwatch.Frequency;
                if (++sent % ReadEvery == 0)
                {
                    Loop.Poll(TimeSpan.Zero);
                }
            }
        }

        protected override void OnPacket(LoadSocket socket, ReadOnlySpan<byte> packet)
        {
            if (packet[1] == '3' && Utf8Parser.TryParse(packet[2..], out int id, out _))
            {
                Latency.Record(Stopwatch.GetElapsedTime(_due[id]));
                _acknowledged++;
            }
            else if (packet.StartsWith("42[\"error\""u8))
            {
                throw new BenchException($"The server answered {Encoding.UTF8.GetString(packet)}");
            }
        }

        private void Send(LoadSocket socket, long due)
        {
            Span<byte> message = stackalloc byte[128];
            Encoding.UTF8.TryGetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""42{{_due.Count}}["message:send",{"content":"Where is my order number four thousand and twelve?"}]"""
                ),
                message,
                out var written
            );
            _due.Add(due);
            socket.SendText(message[..written]);
        }
    }
}
