using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Services.Gateway.SocketIo.EngineIo.Polling;
using Services.Gateway.SocketIo.EngineIo.Requests;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>An Engine.IO server: takes requests, from the HTTP pipeline and straight off connections, and keeps the sessions. Thread-safe.</summary>
internal sealed class EngineServer : IAsyncDisposable
{
    /// <summary>Makes the session for a new client; no WebSocket means polling.</summary>
    public delegate EngineSession SessionFactory(EngineServer server, string id, SocketIoRequest request, BoundedWebSocket? socket);

    private readonly ConcurrentDictionary<string, EngineSession> _sessions = new(StringComparer.Ordinal);
    private readonly SessionFactory _create;
    private readonly ISessionForwarder? _forwarder;
    private readonly HeartbeatWheel _wheel;
    private readonly BoundedWebSocketOptions _socketOptions;
    private readonly TaskCompletionSource _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosing;

    public EngineServer(SocketIoOptions options, TimeProvider time, ILogger logger, SessionFactory create, ISessionForwarder? forwarder = null)
    {
        Options = options;
        Time = time;
        Logger = logger;
        _create = create;
        _forwarder = forwarder;
        _wheel = new HeartbeatWheel(time, HeartbeatWheel.ResolutionFor(options));
        _socketOptions = new BoundedWebSocketOptions
        {
            MaxMessageBytes = options.MaxPayload,
            MaxOutboundBytes = options.MaxOutboundBytes,
            MaxOutboundMessages = options.MaxOutboundMessages,
            CloseTimeout = options.CloseTimeout,
            AllowsCompression = options.AllowsWebSocketCompression,
            CompressionThreshold = options.CompressionThreshold,
        };
    }

    public SocketIoOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public int Count => _sessions.Count;

    public IEnumerable<EngineSession> Sessions => _sessions.Values;

    public EngineSession? Find(string id) => _sessions.GetValueOrDefault(id);

    public bool AllowsOrigin(HttpContext context) =>
        Options.IsOriginAllowed is null || Options.IsOriginAllowed(new SocketIoRequest(context, Time.GetUtcNow()));

    /// <summary>Serves a request from the HTTP pipeline.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        if (HandshakeRules.Check(context, this, out var session) is { } error)
        {
            if (error != EngineIoError.SessionUnknown || !await TryForwardAsync(context))
            {
                await error.WriteAsync(context);
            }
        }
        else if (_isClosing && session is null)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (!WebSocketUpgrade.IsRequested(context))
        {
            await PollAsync(context, session);
        }
        else if (session is not null)
        {
            await session.UpgradeAsync(await BoundedWebSocket.AcceptAsync(context, _socketOptions, Time));
        }
        else
        {
            var request = new SocketIoRequest(context, Time.GetUtcNow());
            var id = NewSessionId();
            if (Cookie.For(id, Options) is { } cookie)
            {
                context.Response.Headers.SetCookie = cookie;
            }

            await Open(id, request, await BoundedWebSocket.AcceptAsync(context, _socketOptions, Time)).RunAsync();
        }
    }

    /// <summary>
    /// Grants a request for a new WebSocket session before any HTTP server sees it; the caller runs the session. Null if the request must be looked at
    /// more closely, which the HTTP pipeline does.
    /// </summary>
    public EngineSession? TryAccept(ConnectionContext connection, RequestHead head)
    {
        if (_isClosing || !DirectUpgrade.IsPlain(head))
        {
            return null;
        }

        var request = new SocketIoRequest(head, (connection.RemoteEndPoint as System.Net.IPEndPoint)?.Address, Time.GetUtcNow());
        if (Options.IsOriginAllowed?.Invoke(request) == false)
        {
            return null;
        }

        var id = NewSessionId();
        var isCompressed = Options.AllowsWebSocketCompression && MessageDeflate.IsOffered(head.Header("sec-websocket-extensions"u8));
        DirectUpgrade.WriteAnswer(connection.Transport.Output, head, isCompressed, Cookie.For(id, Options));
        return Open(id, request, BoundedWebSocket.Over(connection, _socketOptions, Time, isCompressed));
    }

    /// <summary>Takes no more clients; completes when those that there are have gone.</summary>
    public Task CloseAsync()
    {
        _isClosing = true;
        if (_sessions.IsEmpty)
        {
            _emptied.TrySetResult();
        }

        return _emptied.Task;
    }

    /// <summary>The session is over.</summary>
    public void Forget(EngineSession session)
    {
        _sessions.TryRemove(session.Id, out _);
        if (_isClosing && _sessions.IsEmpty)
        {
            _emptied.TrySetResult();
        }
    }

    public ValueTask DisposeAsync() => _wheel.DisposeAsync();

    private async Task PollAsync(HttpContext context, EngineSession? session)
    {
        if (session is not null)
        {
            await session.PollAsync(context);
            return;
        }

        session = Open(NewSessionId(), new SocketIoRequest(context, Time.GetUtcNow()), null);
        if (Cookie.For(session.Id, Options) is { } cookie)
        {
            context.Response.Headers.SetCookie = cookie;
        }

        var open = new System.Buffers.ArrayBufferWriter<byte>();
        OpenPacket.Write(open, session.Id, Options, offersUpgrade: true);
        await PollingResponse.WriteAsync(context, open.WrittenMemory, Options);
    }

    private string NewSessionId() => _forwarder is null ? SessionIds.New() : SessionIds.New(_forwarder.Tag);

    /// <summary>The session may be another server's.</summary>
    private ValueTask<bool> TryForwardAsync(HttpContext context)
    {
        var canBeServed = HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsPost(context.Request.Method) || WebSocketUpgrade.IsExtendedConnect(context);
        return _forwarder is not null && canBeServed && SessionIds.TagOf(context.Request.Query["sid"].ToString()) is { } tag && tag != _forwarder.Tag
            ? _forwarder.TryForwardAsync(context, tag)
            : ValueTask.FromResult(false);
    }

    private EngineSession Open(string id, SocketIoRequest request, BoundedWebSocket? socket)
    {
        var session = _create(this, id, request, socket);
        _sessions.TryAdd(id, session);
        _wheel.Add(session);
        if (_isClosing)
        {
            session.Close(SocketIoDisconnectReason.ShuttingDown);
        }

        return session;
    }
}
