using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Services.Gateway.SocketIo.Connections;
using Services.Gateway.SocketIo.EngineIo;

namespace Services.Gateway.SocketIo;

/// <summary>A Socket.IO server: its namespaces and its connections.</summary>
public sealed class SocketIoHub : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, SocketIoConnection> _connections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SocketIoNamespace> _namespaces = new(StringComparer.Ordinal);
    private readonly HeartbeatWheel _wheel;
    private FrozenDictionary<string, SocketIoNamespace>? _frozen;
    private volatile bool _isClosing;

    internal SocketIoHub(SocketIoOptions options, TimeProvider time, ILogger logger)
    {
        Options = options;
        Time = time;
        Logger = logger;
        _wheel = new HeartbeatWheel(time, HeartbeatWheel.ResolutionFor(options));
    }

    /// <summary>The settings.</summary>
    public SocketIoOptions Options { get; }

    /// <summary>How many connections are open.</summary>
    public int ConnectionCount => _connections.Count;

    internal TimeProvider Time { get; }

    internal ILogger Logger { get; }

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

            ns = new SocketIoNamespace(name);
            _namespaces.Add(name, ns);
        }

        return ns;
    }

    /// <summary>Closes every connection with a reason and takes no more; completes when their handlers have ended or <paramref name="cancellationToken"/> says so.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        BeginClose();
        await Task.WhenAll(_connections.Values.Select(connection => connection.Completion)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _wheel.DisposeAsync();

    internal void BeginClose()
    {
        _isClosing = true;
        foreach (var connection in _connections.Values)
        {
            connection.BeginClose(SocketIoDisconnectReason.ShuttingDown);
        }
    }

    internal SocketIoNamespace? FindNamespace(string name)
    {
        _frozen ??= _namespaces.ToFrozenDictionary(StringComparer.Ordinal);
        return _frozen.GetValueOrDefault(name);
    }

    internal async Task HandleAsync(HttpContext context)
    {
        if (HandshakeRules.Check(context, _connections.ContainsKey, Options.IsOriginAllowed) is { } error)
        {
            await error.WriteAsync(context);
            return;
        }

        if (_isClosing)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        await using var connection = await SocketIoConnection.AcceptAsync(this, NewId(), context);
        _connections.TryAdd(connection.Id, connection);
        try
        {
            _wheel.Add(connection);
            if (_isClosing)
            {
                connection.BeginClose(SocketIoDisconnectReason.ShuttingDown);
            }

            await connection.RunAsync();
        }
        finally
        {
            _connections.TryRemove(connection.Id, out _);
        }
    }

    /// <summary>20 characters with 120 random bits, as the reference implementation makes them.</summary>
    internal static string NewId()
    {
        Span<byte> random = stackalloc byte[15];
        RandomNumberGenerator.Fill(random);
        return System.Buffers.Text.Base64Url.EncodeToString(random);
    }
}
