using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Gateway.Bench.Measuring;
using Gateway.Bench.Net;

namespace Gateway.Bench.Scenarios;

/// <summary>Clients that ask for replies in chunks, and check that every chunk comes exactly once and in order.</summary>
internal sealed class StreamClients : SocketIoClients
{
    // 42["message:chunk", 42["message:complete", 42["message:ack": told apart by the letter after the c or a.
    private const int Kind = 13;

    private readonly int _chunks;
    private readonly byte[] _ask;
    private readonly List<int> _next = [];
    private readonly List<long> _due = [];

    public StreamClients(LoadLoop loop, string? token, int chunks, int delayMs, bool durable)
        : base(loop, token)
    {
        _chunks = chunks;
        DelayMs = delayMs;
        _ask = Encoding.UTF8.GetBytes(
            $$"""42["message:send",{"content":"How long is the Nile?","chunks":{{chunks}},"""
                + $"\"delayMs\":{delayMs},\"durable\":{(durable ? "true" : "false")}}}]"
        );
    }

    public int DelayMs { get; }

    /// <summary>Asks again as soon as a reply is complete.</summary>
    public bool Repeats { get; set; }

    /// <summary>Chunks so far.</summary>
    public long Chunks { get; private set; }

    /// <summary>Replies that are complete.</summary>
    public int Completed { get; private set; }

    /// <summary>
    /// From when a chunk was due (the first one's arrival, and the delay for each after it) to its arrival; null: not taken.
    /// </summary>
    public LatencyHistogram? Lateness { get; set; }

    /// <summary>From the chunk's <c>timestamp</c> to its arrival, to the millisecond; null: not taken.</summary>
    public LatencyHistogram? Age { get; set; }

    /// <summary>A client asks for a reply.</summary>
    public void Ask(LoadSocket socket)
    {
        while (_next.Count <= socket.Index)
        {
            _next.Add(0);
            _due.Add(0);
        }

        _next[socket.Index] = 0;
        socket.SendText(_ask);
    }

    protected override void OnPacket(LoadSocket socket, ReadOnlySpan<byte> packet)
    {
        if (!packet.StartsWith("42[\"message:"u8))
        {
            if (packet.StartsWith("42[\"error\""u8))
            {
                throw new BenchException($"The server answered {Encoding.UTF8.GetString(packet)}");
            }

            return;
        }

        if (packet[Kind] == 'h')
        {
            TakeChunk(socket.Index, packet);
        }
        else if (packet[Kind] == 'o')
        {
            if (_next[socket.Index] != _chunks)
            {
                throw new BenchException($"A reply was complete after {_next[socket.Index]} of {_chunks} chunks.");
            }

            Completed++;
            if (Repeats)
            {
                Ask(socket);
            }
        }
    }

    private void TakeChunk(int client, ReadOnlySpan<byte> packet)
    {
        var index = Number(packet, "\"chunkIndex\":"u8);
        if (index != _next[client])
        {
            throw new BenchException($"Chunk {index} came where {_next[client]} was due.");
        }

        _next[client]++;
        Chunks++;
        if (DelayMs > 0)
        {
            TakeLateness(client, (int)index);
        }

        if (Age is not null)
        {
            var age = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - Number(packet, "\"timestamp\":"u8);
            Age.Record(TimeSpan.FromMilliseconds(age));
        }
    }

    private void TakeLateness(int client, int index)
    {
        var now = Stopwatch.GetTimestamp();
        if (index == 0)
        {
            _due[client] = now;
        }

        var due = _due[client] + ((long)index * DelayMs * Stopwatch.Frequency / 1000);
        Lateness?.Record(Stopwatch.GetElapsedTime(Math.Min(due, now), now));
    }

    private static long Number(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> name)
    {
        var at = packet.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(packet[(at + name.Length)..], out long value, out _)
            ? value
            : throw new BenchException($"A chunk without {Encoding.UTF8.GetString(name)} {Encoding.UTF8.GetString(packet)}");
    }
}
