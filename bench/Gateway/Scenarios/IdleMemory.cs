using System.Text;
using Gateway.Bench.Measuring;
using Gateway.Bench.Net;
using Gateway.Bench.Servers;

namespace Gateway.Bench.Scenarios;

/// <summary>What an idle connection costs: on its own, in one of a thousand rooms, and in a room that nobody else is in.</summary>
/// <param name="rooms">The rooms that the clients share among them; null: as many as there are clients; 0: they enter none.</param>
internal sealed class IdleMemory(int? rooms) : Scenario
{
    private const int Before = 500;
    private const int Idle = 10_000;

    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    public override string Name =>
        rooms switch
        {
            0 => "memory",
            null => "memory-sessions",
            _ => "memory-rooms",
        };

    public override string Title =>
        rooms switch
        {
            0 => "Memory for each idle connection at 10,000",
            null => "Memory for each of 10,000 idle connections with a conversation of its own",
            _ => $"Memory for each of 10,000 idle connections in {rooms:N0} rooms",
        };

    public override string Description =>
        $"Resident memory of the server {Quiet.TotalSeconds:0} s after the last of 10,000 more clients joined, less what it was "
        + $"with the first {Before}; "
        + "all state included."
        + (rooms == 0 ? "" : " Each client enters its room by `join_room`; a connection that may come back has a key in Redis, too.");

    public override IReadOnlyList<Metric> Metrics { get; } =
    [
        new("each", "KiB/connection", 2) { Goal = new Goal(Max: 10, MaxRatio: 0.65) },
        .. rooms == 0
            ? (Metric[])[]
            :
            [
                new("keys", "Redis keys/conversation", 2) { Goal = new Goal(Max: 2) },
                new("recovery", "Redis keys to recover, /connection", 2) { Goal = new Goal(Max: 1) },
            ],
        new("before", "resident before, MiB", 1),
        new("after", "resident after, MiB", 1),
        new("peak", "most ever resident, MiB", 1),
    ];

    public override int Connections => Before + Idle;

    public override IReadOnlyDictionary<string, double> Run(Target target, LoadLoop loop, Pace pace)
    {
        var clients = new RoomMembers(loop, target.Token, rooms ?? Connections);
        clients.Join(Before);
        clients.Serve(Quiet);
        var before = ProcFile.ResidentKiB(target.Pid);
        clients.Join(Idle);
        clients.Serve(Quiet);
        var after = ProcFile.ResidentKiB(target.Pid);
        var values = new Dictionary<string, double>
        {
            ["each"] = (after - before) / Idle,
            ["before"] = before / 1024,
            ["after"] = after / 1024,
            ["peak"] = ProcFile.PeakResidentKiB(target.Pid) / 1024,
        };
        if (rooms != 0)
        {
            values["recovery"] = (double)target.CountRedisKeys("gateway:recoverable:*") / Connections;
            values["keys"] = (double)(target.CountRedisKeys("session:*") + target.CountRedisKeys("rooms:*")) / (rooms ?? Connections);
        }

        return values;
    }

    /// <summary>Clients that join, enter a room, if there are any, and say nothing.</summary>
    private sealed class RoomMembers(LoadLoop loop, string? token, int rooms) : SocketIoClients(loop, token)
    {
        private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

        private int _entered;

        public void Join(int count)
        {
            Connect(count);
            if (rooms > 0 && !Serve(() => _entered == Sockets.Count, Patience))
            {
                throw new BenchException($"{_entered} of {Sockets.Count} could enter their rooms.");
            }
        }

        protected override void OnJoined(LoadSocket socket)
        {
            if (rooms > 0)
            {
                socket.SendText(Encoding.UTF8.GetBytes($"42[\"join_room\",\"bench-{Sockets.Count % rooms}\"]"));
            }
        }

        protected override void OnPacket(LoadSocket socket, ReadOnlySpan<byte> packet)
        {
            if (packet.StartsWith("42[\"joined_room\""u8))
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
