using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Services.Gateway.SocketIo.EngineIo.Polling;
using Services.Gateway.SocketIo.EngineIo.Requests;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>
/// An Engine.IO server: takes requests, from the HTTP pipeline and straight off connections, and keeps the sessions. Thread-safe.
/// </summary>
internal sealed class EngineServer : IAsyncDisposable
{
    /// <summary>Makes the session for a new client; no WebSocket means polling.</summary>
    public delegate EngineSession SessionFactory(EngineServer server, string id, SocketIoRequest request, BoundedWebSocket? socket);

    private readonly ConcurrentDictionary<string, EngineSession> _sessions = new(StringComparer.Ordinal);
    private readonly ConnectionLimits _limits;
    private readonly SessionFactory _create;
    private readonly ISessionForwarder? _forwarder;
    private readonly IHandshakeLimiter? _limiter;
    private readonly HeartbeatWheel _wheel;
    private readonly BoundedWebSocketOptions _socketOptions;
    private readonly TaskCompletionSource _emptied = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isClosing;

    public EngineServer(
        SocketIoOptions options,
        ConnectionLimits limits,
        TimeProvider time,
        ILogger logger,
        SessionFactory create,
        ISessionForwarder? forwarder,
        IHandshakeLimiter? limiter
    )
    {
        Options = options;
        Time = time;
        Logger = logger;
        _limits = limits;
        _create = create;
        _forwarder = forwarder;
        _limiter = limiter;
        _wheel = new HeartbeatWheel(time, HeartbeatWheel.ResolutionFor(options));
        _socketOptions = new BoundedWebSocketOptions
        {
            MaxMessageBytes = options.MaxPayload,
            MaxOutboundBytes = options.MaxOutboundBytes,
            CloseTimeout = options.CloseTimeout,
            AllowsCompression = options.AllowsWebSocketCompression,
            CompressionThreshold = options.CompressionThreshold,
        };
    }

    public SocketIoOptions Options { get; }

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    /// <summary>How accurate heartbeats are.</summary>
    public TimeSpan Tick => _wheel.Resolution;

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
        else if (session is null)
        {
            await HandshakeAsync(context);
        }
        else if (WebSocketUpgrade.IsRequested(context))
        {
            await session.UpgradeAsync(await BoundedWebSocket.AcceptAsync(context, _socketOptions, Time));
        }
        else
        {
            await session.PollAsync(context);
        }
    }

    /// <summary>Takes no more clients.</summary>
    public void BeginClose()
    {
        _isClosing = true;
        if (_sessions.IsEmpty)
        {
            _emptied.TrySetResult();
        }
    }

    /// <summary>Completes when no more clients are taken and all have gone.</summary>
    public Task WhenEmpty => _emptied.Task;

    /// <summary>The session's deadline has come nearer.</summary>
    public void Watch(EngineSession session) => _wheel.Add(session.Deadlines);

    /// <summary>The session is over.</summary>
    public void Remove(EngineSession session)
    {
        if (_sessions.TryRemove(session.Id, out _))
        {
            _limits.Leave(session.Request.RemoteAddress);
        }

        if (_isClosing && _sessions.IsEmpty)
        {
            _emptied.TrySetResult();
        }
    }

    public ValueTask DisposeAsync() => _wheel.DisposeAsync();

    /// <summary>
    /// Grants a request for a new WebSocket session before any HTTP server sees it; the caller runs the session. Null if the request must
    /// be looked at more closely, which the HTTP pipeline does.
    /// </summary>
    public async ValueTask<EngineSession?> TryAcceptAsync(ConnectionContext connection, RequestHead head)
    {
        if (_isClosing || !DirectUpgrade.IsPlain(head))
        {
            return null;
        }

        var request = new SocketIoRequest(head, (connection.RemoteEndPoint as IPEndPoint)?.Address, Time.GetUtcNow());
        if (Options.IsOriginAllowed?.Invoke(request) == false || await EnterAsync(request.RemoteAddress) is not null)
        {
            return null;
        }

        var id = NewSessionId();
        var isCompressed = Options.AllowsWebSocketCompression && MessageDeflate.IsOffered(head.Header("sec-websocket-extensions"u8));
        DirectUpgrade.WriteAnswer(connection.Transport.Output, head, isCompressed, Cookie.For(id, Options));
        return Open(id, request, BoundedWebSocket.Over(connection, _socketOptions, Time, isCompressed));
    }

    /// <summary>Makes a session for a new client, if there is room for one.</summary>
    private async Task HandshakeAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress;
        if (_isClosing)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        else if (await EnterAsync(address) is { } full)
        {
            await full.WriteAsync(context);
        }
        else
        {
            EngineSession session;
            try
            {
                session = await OpenAsync(context);
            }
            catch
            {
                _limits.Leave(address);
                throw;
            }

            if (session.IsUpgraded)
            {
                await session.RunAsync();
                return;
            }

            session.OnOpened();
            await AnswerAsync(context, session);
        }
    }

    /// <summary>Takes a place for a connection; null if it may be opened.</summary>
    private async ValueTask<EngineIoError?> EnterAsync(IPAddress? address)
    {
        if (!_limits.TryEnter(address))
        {
            return EngineIoError.TooManyConnections;
        }

        var isIn = false;
        try
        {
            var wait = _limiter is null ? null : await _limiter.TakeAsync(address);
            isIn = wait is null;
            return wait is { } time ? EngineIoError.TooManyConnections.After(time) : null;
        }
        finally
        {
            if (!isIn)
            {
                _limits.Leave(address);
            }
        }
    }

    private async Task<EngineSession> OpenAsync(HttpContext context)
    {
        var id = NewSessionId();
        if (Cookie.For(id, Options) is { } cookie)
        {
            context.Response.Headers.SetCookie = cookie;
        }

        var request = new SocketIoRequest(context, Time.GetUtcNow());
        return Open(
            id,
            request,
            WebSocketUpgrade.IsRequested(context) ? await BoundedWebSocket.AcceptAsync(context, _socketOptions, Time) : null
        );
    }

    private Task AnswerAsync(HttpContext context, EngineSession session)
    {
        var open = new ArrayBufferWriter<byte>();
        OpenPacket.Write(open, session.Id, Options, offersUpgrade: true);
        return PollingResponse.WriteAsync(context, open.WrittenMemory, Options);
    }

    private string NewSessionId() => _forwarder is null ? SessionIds.New() : SessionIds.New(_forwarder.Tag);

    /// <summary>The session may be another server's.</summary>
    private ValueTask<bool> TryForwardAsync(HttpContext context)
    {
        var canBeServed =
            HttpMethods.IsGet(context.Request.Method)
            || HttpMethods.IsPost(context.Request.Method)
            || WebSocketUpgrade.IsExtendedConnect(context);
        return
            _forwarder is not null
            && canBeServed
            && SessionIds.TagOf(context.Request.Query["sid"].ToString()) is { } tag
            && tag != _forwarder.Tag
            ? _forwarder.TryForwardAsync(context, tag)
            : ValueTask.FromResult(false);
    }

    private EngineSession Open(string id, SocketIoRequest request, BoundedWebSocket? socket)
    {
        var session = _create(this, id, request, socket);
        _sessions.TryAdd(id, session);
        _wheel.Add(session.Deadlines);
        if (_isClosing)
        {
            session.Close(SocketIoDisconnectReason.ShuttingDown);
        }

        return session;
    }
}
