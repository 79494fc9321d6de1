using System.Diagnostics;
using Gateway.Bench.Net;

namespace Gateway.Bench.Scenarios;

/// <summary>Clients that arrive at a steady rate, whatever the server does, and go again.</summary>
internal sealed class ChurnClients(LoadLoop loop, string? token)
{
    public const int PerSecond = 100;
    public const int MaxConcurrent = 5_000;

    // More than the gateway's cache of sessions holds, and few enough that it is full within two minutes.
    private const int SessionCount = 12_000;
    private const int RoomCount = 500;

    private static readonly TimeSpan Away = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly Guid[] _sessions = [.. Enumerable.Range(0, SessionCount).Select(static _ => Guid.NewGuid())];
    private readonly Queue<(TimeSpan At, ChurnClient Client)> _returning = new();
    private int _present;

    /// <summary>Those who have come so far; who comes back is not counted again.</summary>
    public int Arrived { get; private set; }

    /// <summary>Those who came back and were taken up where they were.</summary>
    public int Recovered { get; set; }

    /// <summary>Chunks so far.</summary>
    public long Chunks { get; set; }

    /// <summary>Serves the clients, and lets new ones come, until so long after the beginning.</summary>
    public void ServeUntil(TimeSpan end)
    {
        while (Stopwatch.GetElapsedTime(_begun) is var now && now < end)
        {
            while (Arrived < now.TotalSeconds * PerSecond)
            {
                Arrive();
            }

            Return(now);
            loop.Poll(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>Lets nobody come any more and waits for those who are there.</summary>
    public void Settle()
    {
        var begun = Stopwatch.GetTimestamp();
        while (_present > 0)
        {
            if (Stopwatch.GetElapsedTime(begun) > Patience)
            {
                throw new BenchException($"{_present} clients did not get what they asked for.");
            }

            Return(Stopwatch.GetElapsedTime(_begun));
            loop.Poll(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>The client has lost its connection and will be back.</summary>
    public void ReturnLater(ChurnClient client) => _returning.Enqueue((Stopwatch.GetElapsedTime(_begun) + Away, client));

    /// <summary>The client is gone for good.</summary>
    public void Gone() => _present--;

    private void Arrive()
    {
        if (++_present > MaxConcurrent)
        {
            throw new BenchException(
                $"More than {MaxConcurrent} clients are there at a time: the server does not keep up with {PerSecond} a second."
            );
        }

        var client = new ChurnClient(this, token, Arrived, _sessions[Arrived % SessionCount], $"churn-{Arrived % RoomCount}");
        Arrived++;
        loop.Connect(SocketIoClients.Path, client);
    }

    private void Return(TimeSpan now)
    {
        while (_returning.TryPeek(out var next) && next.At <= now)
        {
            loop.Connect(SocketIoClients.Path, _returning.Dequeue().Client);
        }
    }
}
