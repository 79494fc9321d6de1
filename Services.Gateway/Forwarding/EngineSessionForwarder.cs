using System.Net;
using Microsoft.Extensions.Options;
using Services.Gateway.Instances;
using Services.Gateway.SocketIo;
using Yarp.ReverseProxy.Forwarder;

namespace Services.Gateway.Forwarding;

/// <summary>Passes requests on to the gateway that has their session, over connections that are shared by all of them.</summary>
internal sealed partial class EngineSessionForwarder : ISessionForwarder, IDisposable
{
    private readonly GatewayInstance _instance;
    private readonly InstanceDirectory _directory;
    private readonly IHttpForwarder _forwarder;
    private readonly ForwardedRequestTransformer _transformer;
    private readonly ILogger _logger;
    private readonly int _maxPayload;
    private readonly int _maxRequests;
    private readonly CancellationToken _stopping;
    private readonly ForwarderRequestConfig _config;
    private readonly HttpMessageInvoker _http;
    private int _requests;

    public EngineSessionForwarder(
        GatewayInstance instance,
        InstanceDirectory directory,
        IHttpForwarder forwarder,
        ForwardedRequestTransformer transformer,
        IOptions<ForwardingOptions> options,
        IOptions<SocketIoOptions> socketIo,
        IHostApplicationLifetime lifetime,
        ILogger<EngineSessionForwarder> logger
    )
    {
        _instance = instance;
        _directory = directory;
        _forwarder = forwarder;
        _transformer = transformer;
        _logger = logger;
        _maxPayload = socketIo.Value.MaxPayload;
        _maxRequests = options.Value.MaxRequests;
        _stopping = lifetime.ApplicationStopping;
        _config = new ForwarderRequestConfig
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            // A poll is answered, and a WebSocket heard of, with the next ping at the latest.
            ActivityTimeout = socketIo.Value.PingInterval + socketIo.Value.PingTimeout,
        };
        _http = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                ConnectTimeout = options.Value.ConnectTimeout,
                PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
                MaxConnectionsPerServer = options.Value.MaxRequests,
                UseCookies = false,
                UseProxy = false,
                AllowAutoRedirect = false,
            }
        );
    }

    /// <inheritdoc/>
    public string Tag => _instance.Tag;

    /// <inheritdoc/>
    public async ValueTask<bool> TryForwardAsync(HttpContext context, string tag)
    {
        if (context.Features.Get<ForwardedFrom>() is not null || await _directory.FindAsync(tag, context.RequestAborted) is not { } owner)
        {
            return false;
        }

        var isTooLarge = context.Request.ContentLength > _maxPayload;
        if (isTooLarge || Interlocked.Increment(ref _requests) > _maxRequests)
        {
            if (!isTooLarge)
            {
                Interlocked.Decrement(ref _requests);
            }

            context.Response.StatusCode = isTooLarge ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.Connection = "close";
            return true;
        }

        try
        {
            return await ForwardAsync(context, tag, owner);
        }
        finally
        {
            Interlocked.Decrement(ref _requests);
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<bool> ForwardAsync(HttpContext context, string tag, Uri owner)
    {
        var error = await _forwarder.SendAsync(context, owner.GetLeftPart(UriPartial.Authority), _http, _config, _transformer, _stopping);
        if (error == ForwarderError.None)
        {
            return true;
        }

        LogFailed(owner, error, context.GetForwarderErrorFeature()?.Exception?.Message);
        if (!IsWithoutAnswer(error) || context.RequestAborted.IsCancellationRequested || context.Response.HasStarted)
        {
            return true;
        }

        // The client is to learn that its session is unknown, not that a server behind this one is away.
        context.Response.Clear();
        _directory.Forget(tag);
        return false;
    }

    private static bool IsWithoutAnswer(ForwarderError error) =>
        error
            is ForwarderError.Request
                or ForwarderError.RequestTimedOut
                or ForwarderError.RequestCanceled
                or ForwarderError.RequestBodyCanceled
                or ForwarderError.RequestBodyDestination;

    [LoggerMessage(LogLevel.Debug, "A request that was passed on to the gateway at {Owner} ended with {Error}: {Cause}")]
    private partial void LogFailed(Uri owner, ForwarderError error, string? cause);
}
