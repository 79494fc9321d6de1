using System.Runtime.CompilerServices;

namespace Services.Gateway.SocketIo.Transport;

/// <summary>
/// What is sent within a scope leaves when the outermost one ends, one flush for each connection. The scope belongs to its thread: dispose
/// it there, before any await.
/// </summary>
public readonly ref struct SendScope
{
    /// <summary>
    /// So many connections are flushed by the sender's own thread; a broadcast to more leaves the rest to <see cref="FlushQueue"/>.
    /// </summary>
    private const int Inline = 16;

    [ThreadStatic]
    private static Pending? _pending;

    private readonly bool _isEntered;

    private SendScope(bool isEntered) => _isEntered = isEntered;

    /// <summary>Begins a scope.</summary>
    public static SendScope Enter()
    {
        (_pending ??= new Pending()).Depth++;
        return new SendScope(isEntered: true);
    }

    /// <summary>Flushes, if this is the outermost scope.</summary>
    public void Dispose()
    {
        if (!_isEntered || --_pending!.Depth > 0)
        {
            return;
        }

        var pending = _pending;
        for (var i = 0; i < pending.Count; i++)
        {
            pending.Connections[i].Flush();
        }

        pending.Connections.AsSpan(0, pending.Count).Clear();
        pending.Count = 0;
    }

    /// <summary>Flushes the connection at the end of the scope, or soon.</summary>
    internal static void Schedule(IFlushable connection)
    {
        if (_pending is { Depth: > 0 } pending && pending.Count < Inline)
        {
            pending.Connections[pending.Count++] = connection;
        }
        else
        {
            FlushQueue.Add(connection, RuntimeHelpers.GetHashCode(connection));
        }
    }

    private sealed class Pending
    {
        public readonly IFlushable[] Connections = new IFlushable[Inline];
        public int Count;
        public int Depth;
    }
}
