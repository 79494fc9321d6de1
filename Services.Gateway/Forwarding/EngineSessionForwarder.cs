using Microsoft.Extensions.Options;
using Services.Gateway.Instances;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Forwarding;

/// <summary>Passes requests on to the gateway that has their session, over connections that are shared by all of them.</summary>
internal sealed partial class EngineSessionForwarder : ISessionForwarder, IDisposable
{
    private readonly GatewayInstance _instance;
    private readonly InstanceDirectory _directory;
    private readonly ForwardingSignature _signature;
    private readonly GatewayMetrics _metrics;
    private readonly SocketIoOptions _socketIo;
    private readonly ILogger _logger;
    private readonly int _maxRequests;
    private readonly CancellationToken _stopping;
    private readonly HttpMessageInvoker _http;
    private int _requests;

    public EngineSessionForwarder(
        GatewayInstance instance,
        InstanceDirectory directory,
        ForwardingSignature signature,
        GatewayMetrics metrics,
        IOptions<ForwardingOptions> options,
        IOptions<SocketIoOptions> socketIo,
        IHostApplicationLifetime lifetime,
        ILogger<EngineSessionForwarder> logger
    )
    {
        _instance = instance;
        _directory = directory;
        _signature = signature;
        _metrics = metrics;
        _socketIo = socketIo.Value;
        _logger = logger;
        _maxRequests = options.Value.MaxRequests;
        _stopping = lifetime.ApplicationStopping;
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

    /// <summary>The longest a gateway may take to begin its answer: a poll waits for the next ping at most.</summary>
    private TimeSpan Patience => _socketIo.PingInterval + _socketIo.PingTimeout;

    /// <inheritdoc/>
    public async ValueTask<bool> TryForwardAsync(HttpContext context, string tag)
    {
        if (context.Features.Get<ForwardedFrom>() is not null || await _directory.FindAsync(tag, context.RequestAborted) is not { } owner)
        {
            return false;
        }

        var isTooLarge = context.Request.ContentLength > _socketIo.MaxPayload;
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
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stopping);
        cancellation.CancelAfter(Patience);
        using var request = ForwardedRequest.For(context, owner, _signature.Sign(context));
        HttpResponseMessage response;
        try
        {
            response = await _http.SendAsync(request, cancellation.Token);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            LogNoAnswer(owner, failure.Message);
            if (context.RequestAborted.IsCancellationRequested)
            {
                return true;
            }

            _directory.Forget(tag);
            return false;
        }

        using (response)
        {
            cancellation.CancelAfter(Timeout.InfiniteTimeSpan);
            _metrics.Forwarded(ForwardedRequest.IsUpgrade(context) ? "websocket" : "polling");
            await AnswerAsync(context, response, cancellation.Token);
            return true;
        }
    }

    private async Task AnswerAsync(HttpContext context, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            await ForwardedResponse.WriteAsync(context, response, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            // One of the two ends is gone in the middle: the other is to know that this is not all.
            LogCutOff(failure.Message);
            context.Abort();
        }
    }

    [LoggerMessage(LogLevel.Debug, "The gateway at {Owner} did not answer a request that was passed on: {Cause}")]
    private partial void LogNoAnswer(Uri owner, string cause);

    [LoggerMessage(LogLevel.Debug, "The answer to a request that was passed on broke off: {Cause}")]
    private partial void LogCutOff(string cause);
}
