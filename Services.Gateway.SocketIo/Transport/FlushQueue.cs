using System.Collections.Concurrent;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// Flushes connections behind the sender's back, one after the other on a pool thread. What is sent while a connection waits its turn
/// leaves in the same flush: the busier the server, the larger its writes. A connection waits in it at most once, which bounds it.
/// Thread-safe.
/// </summary>
internal sealed class FlushQueue : IThreadPoolWorkItem
{
    /// <summary>After so many, other work of the pool gets its turn.</summary>
    private const int Turn = 512;

    /// <summary>As many as a broadcast to a large room queues.</summary>
    private const int Crowd = 1_024;

    private static readonly FlushQueue[] Shards = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(static _ => new FlushQueue())];

    private readonly ConcurrentQueue<IFlushable> _queue = new();
    private int _isRunning;
    private int _length;

    private FlushQueue() { }

    /// <summary>Queues a connection.</summary>
    /// <param name="connection">What is to be flushed.</param>
    /// <param name="affinity">The same number for the same connection, so that no two threads take it up.</param>
    public static void Add(IFlushable connection, int affinity) => ShardOf(affinity).Add(connection);

    /// <summary>Whether so many wait for their flush that what a waiting connection holds counts.</summary>
    public static bool IsCrowded(int affinity) => Volatile.Read(ref ShardOf(affinity)._length) > Crowd;

    void IThreadPoolWorkItem.Execute()
    {
        // Who is about to send more may do so first: on a busy core several events share a flush then.
        Thread.Yield();
        var flushed = 0;
        for (; flushed < Turn && _queue.TryDequeue(out var connection); flushed++)
        {
            connection.Flush();
        }

        Interlocked.Add(ref _length, -flushed);
        Volatile.Write(ref _isRunning, 0);
        if (!_queue.IsEmpty)
        {
            Start();
        }
    }

    private static FlushQueue ShardOf(int affinity) => Shards[(uint)affinity % (uint)Shards.Length];

    private void Add(IFlushable connection)
    {
        Interlocked.Increment(ref _length);
        _queue.Enqueue(connection);
        Start();
    }

    private void Start()
    {
        if (Interlocked.Exchange(ref _isRunning, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }
}
