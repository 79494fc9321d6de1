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
    private readonly ConcurrentDictionary<string, SocketIoConnection> connections = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SocketIoNamespace> namespaces = new(StringComparer.Ordinal);
    private readonly HeartbeatWheel wheel;
    private FrozenDictionary<string, SocketIoNamespace>? frozen;
    private volatile bool isClosing;

    internal SocketIoHub(SocketIoOptions options, TimeProvider time, ILogger logger)
    {
        Options = options;
        Time = time;
        Logger = logger;
        wheel = new HeartbeatWheel(time, HeartbeatWheel.ResolutionFor(options));
    }

    /// <summary>The settings.</summary>
    public SocketIoOptions Options { get; }

    /// <summary>How many connections are open.</summary>
    public int ConnectionCount => connections.Count;

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

        if (!namespaces.TryGetValue(name, out var ns))
        {
            if (frozen is not null)
            {
                throw new InvalidOperationException("Namespaces are set up before the first connection.");
            }

            ns = new SocketIoNamespace(name);
            namespaces.Add(name, ns);
        }

        return ns;
    }

    /// <summary>Closes every connection with a reason and takes no more; completes when their handlers have ended or <paramref name="cancellationToken"/> says so.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        BeginClose();
        await Task.WhenAll(connections.Values.Select(connection => connection.Completion)).WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => wheel.DisposeAsync();

    internal void BeginClose()
    {
        isClosing = true;
        foreach (var connection in connections.Values)
        {
            connection.BeginClose(SocketIoDisconnectReason.ShuttingDown);
        }
    }

    internal SocketIoNamespace? FindNamespace(string name)
    {
        frozen ??= namespaces.ToFrozenDictionary(StringComparer.Ordinal);
        return frozen.GetValueOrDefault(name);
    }

    internal async Task HandleAsync(HttpContext context)
    {
        if (HandshakeRules.Check(context, connections.ContainsKey, Options.IsOriginAllowed) is { } error)
        {
            await error.WriteAsync(context);
            return;
        }

        if (isClosing)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        await using var connection = await SocketIoConnection.AcceptAsync(this, NewId(), context);
        connections.TryAdd(connection.Id, connection);
        try
        {
            wheel.Add(connection);
            if (isClosing)
            {
                connection.BeginClose(SocketIoDisconnectReason.ShuttingDown);
            }

            await connection.RunAsync();
        }
        finally
        {
            connections.TryRemove(connection.Id, out _);
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
