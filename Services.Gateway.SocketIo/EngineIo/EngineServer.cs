using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Services.Gateway.SocketIo.EngineIo.Direct;
using Services.Gateway.SocketIo.EngineIo.Polling;
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
        if (context.Features.Get<DirectRequest>() is { } direct)
        {
            await GrantAsync(context, direct);
        }
        else if (context.Features.Get<DirectRefusal>()?.Take() is { } refused)
        {
            await refused.WriteAsync(context);
        }
        else if (HandshakeRules.Check(context, this, out var session) is { } error)
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
    /// Grants a handshake that was read off its connection, if there is nothing against it; whoever read it runs the session. What is not
    /// granted comes again through the HTTP server, and is answered there.
    /// </summary>
    private async Task GrantAsync(HttpContext context, DirectRequest direct)
    {
        if (
            _isClosing
            || !DirectPipeline.IsPlain(context.GetEndpoint())
            || HandshakeRules.Check(context, this, out var existing) is not null
            || existing is not null
        )
        {
            return;
        }

        var address = context.Connection.RemoteIpAddress;
        if (await EnterAsync(address) is { } full)
        {
            direct.Connection.Features.Set(new DirectRefusal(full));
            return;
        }

        try
        {
            direct.Session = await OpenAsync(context);
        }
        catch
        {
            _limits.Leave(address);
            throw;
        }
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
        return Open(id, request, WebSocketUpgrade.IsRequested(context) ? await AcceptAsync(context) : null);
    }

    private async ValueTask<BoundedWebSocket> AcceptAsync(HttpContext context)
    {
        if (context.Features.Get<DirectRequest>() is not { } direct)
        {
            return await BoundedWebSocket.AcceptAsync(context, _socketOptions, Time);
        }

        var isCompressed = Options.AllowsWebSocketCompression && MessageDeflate.IsOffered(context.Request.Headers.SecWebSocketExtensions);
        await direct.AcceptAsync(isCompressed);
        return BoundedWebSocket.Over(direct.Connection, _socketOptions, Time, isCompressed);
    }

    private Task<bool> AnswerAsync(HttpContext context, EngineSession session)
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
