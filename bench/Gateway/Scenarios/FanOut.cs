using System.Text;
using Gateway.Bench.Measuring;
using Gateway.Bench.Net;
using Gateway.Bench.Servers;

namespace Gateway.Bench.Scenarios;

/// <summary>One member writes to a room of a thousand, a few messages ahead of what was delivered.</summary>
internal sealed class FanOut : Scenario
{
    private const int Members = 1_000;
    private const int Ahead = 40;

    public override string Name => "fan-out";

    public override string Title => "Fan-out to a room of 1,000";

    public override string Description =>
        $"Rooms dialect over WebSocket: one of 1,000 members sends, at most {Ahead} messages ahead of their delivery to the other 999.";

    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("deliveries", "deliveries/s") { Goal = new Goal(MinRatio: 6) },
        new("cpu", "server CPU, µs/delivery", 2),
        .. WindowResult.ShareMetrics(),
    ];

    public override int Connections => Members;

    public override IReadOnlyDictionary<string, double> Run(Target target, LoadLoop loop, Pace pace)
    {
        var room = new RoomClients(loop, target.Token);
        room.Connect(Members);
        room.Enter();
        room.Run(pace.WarmUp);
        var window = new Window(target);
        var before = room.Received;
        room.Run(pace.Measured);
        var measured = window.End();
        var deliveries = room.Received - before;
        room.Settle();
        return new Dictionary<string, double>(measured.Shares())
        {
            ["deliveries"] = deliveries / measured.Seconds,
            ["cpu"] = 1e6 * measured.Server / deliveries,
        };
    }

    private sealed class RoomClients(LoadLoop loop, string? token) : SocketIoClients(loop, token)
    {
        private static readonly byte[] Send = Encoding.UTF8.GetBytes(
            """42["send_message",{"content":"The quick brown fox jumps over the lazy dog, once for every message.","roomId":"bench"}]"""
        );

        private readonly int[] _counts = new int[Members];
        private int _entered;
        private long _sent;

        public long Received { get; private set; }

        public void Enter()
        {
            foreach (var socket in Sockets)
            {
                socket.SendText("""42["join_room","bench"]"""u8);
            }

            if (!Serve(() => _entered == Members, TimeSpan.FromSeconds(30)))
            {
                throw new BenchException($"{_entered} of {Members} could join the room.");
            }
        }

        public void Run(TimeSpan duration) =>
            Serve(
                () =>
                {
                    while (_sent * (Members - 1) - Received < Ahead * (Members - 1))
                    {
                        Sockets[0].SendText(Send);
                        _sent++;
                    }

                    return false;
                },
                duration
            );

        /// <summary>Waits for the rest; everybody must have got everything.</summary>
        public void Settle()
        {
            Serve(() => Received == _sent * (Members - 1), TimeSpan.FromSeconds(10));
            if (_counts.Count(count => count == _sent) != Members - 1)
            {
                throw new BenchException(
                    $"Of {_sent} messages, the members got {_counts.Where((_, i) => i != Sockets[0].Index).Min()} to {_counts.Max()}."
                );
            }
        }

        protected override void OnPacket(LoadSocket socket, ReadOnlySpan<byte> packet)
        {
            if (packet.StartsWith("42[\"new_message\""u8))
            {
                _counts[socket.Index]++;
                Received++;
            }
            else if (packet.StartsWith("42[\"joined_room\""u8))
            {
                _entered++;
            }
            else if (packet.StartsWith("42[\"error\""u8))
            {
                throw new BenchException($"The server answered {Encoding.UTF8.GetString(packet)}");
            }
        }
    }
}
