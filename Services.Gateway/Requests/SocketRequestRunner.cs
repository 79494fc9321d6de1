using Services.Gateway.Errors;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo;
using Services.Gateway.Tracing;

namespace Services.Gateway.Requests;

/// <summary>
/// Runs what clients ask for over Socket.IO: each request a trace of its own, bounded in time; whatever fails becomes an error of its
/// dialect.
/// </summary>
internal sealed partial class SocketRequestRunner(
    GatewayMetrics metrics,
    RequestDeadlines deadlines,
    TimeProvider time,
    ILogger<SocketRequestRunner> logger
)
{
    /// <summary>A request on an event that is being handled.</summary>
    public SocketRequest Begin(SocketIoEvent received, IErrorEncoder? errors = null) =>
        new(received, errors ?? ErrorEventEncoder.Instance, metrics, time);

    /// <summary>Runs the handler.</summary>
    public async ValueTask HandleAsync(SocketRequest request, Func<SocketRequest, CancellationToken, Task> handler)
    {
        using var activity = GatewayTracing.StartRequest(request.Event, request.Caller);
        using var deadline = deadlines.Begin();
        try
        {
            await handler(request, deadline.Token);
        }
        catch (Exception failure)
        {
            Fail(request, failure);
        }
    }

    /// <summary>Tells the client, and the log, of a failure.</summary>
    public void Fail(SocketRequest request, Exception failure)
    {
        if (Faults.IsOutage(failure))
        {
            LogOutage(request.Event, failure.Message);
        }
        else
        {
            LogFailed(failure, request.Event);
        }

        request.Fail(GatewayError.Internal);
    }

    [LoggerMessage(LogLevel.Warning, "A store or the broker failed; {Event} was not carried out: {Cause}")]
    private partial void LogOutage(string @event, string cause);

    [LoggerMessage(LogLevel.Error, "The handler of {Event} failed.")]
    private partial void LogFailed(Exception failure, string @event);
}
