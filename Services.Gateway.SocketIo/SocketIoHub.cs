using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Services.Gateway.SocketIo.Connections;
using Services.Gateway.SocketIo.EngineIo;

namespace Services.Gateway.SocketIo;

/// <summary>A Socket.IO server: its namespaces and its connections.</summary>
public sealed class SocketIoHub : IAsyncDisposable
{
    private readonly Dictionary<string, SocketIoNamespace> _namespaces = new(StringComparer.Ordinal);
    private FrozenDictionary<string, SocketIoNamespace>? _frozen;

    internal SocketIoHub(
        SocketIoOptions options,
        ConnectionLimits limits,
        TimeProvider time,
        ILogger logger,
        ISessionForwarder? forwarder,
        IHandshakeLimiter? limiter
    ) =>
        Server = new EngineServer(
            options,
            limits,
            time,
            logger,
            (server, id, request, socket) => new SocketIoConnection(this, server, id, request, socket),
            forwarder,
            limiter
        );

    /// <summary>The settings.</summary>
    public SocketIoOptions Options => Server.Options;

    /// <summary>How many connections are open.</summary>
    public int ConnectionCount => Server.Count;

    internal EngineServer Server { get; }

    /// <summary>The namespace, made if need be; set up its handlers before the server starts.</summary>
    public SocketIoNamespace Namespace(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name[0] != '/')
        {
            throw new ArgumentException("A namespace begins with a slash.", nameof(name));
        }

        if (!_namespaces.TryGetValue(name, out var ns))
        {
            if (_frozen is not null)
            {
                throw new InvalidOperationException("Namespaces are set up before the first connection.");
            }

            ns = new SocketIoNamespace(name, this);
            _namespaces.Add(name, ns);
        }

        return ns;
    }

    /// <summary>
    /// Takes no more clients and closes every connection with a reason once its running handlers have ended; completes when all are gone or
    /// <paramref name="cancellationToken"/> says so.
    /// </summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await DrainAsync().WaitAsync(cancellationToken);
        await Server.WhenEmpty.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>Takes no more clients; completes when every connection has been told that it ends.</summary>
    internal Task DrainAsync()
    {
        Server.BeginClose();
        return Task.WhenAll(
            Server.Sessions.Select(static session => ((SocketIoConnection)session).DrainAsync(SocketIoDisconnectReason.ShuttingDown))
        );
    }

    internal SocketIoNamespace? FindNamespace(string name)
    {
        _frozen ??= _namespaces.ToFrozenDictionary(StringComparer.Ordinal);
        return _frozen.GetValueOrDefault(name);
    }
}
