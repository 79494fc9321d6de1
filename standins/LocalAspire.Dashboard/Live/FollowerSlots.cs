using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace LocalAspire.Dashboard.Live;

/// <summary>Bounds how many streams are open at once, and ends them when the dashboard stops.</summary>
internal sealed class FollowerSlots(DashboardLimits limits, IHostApplicationLifetime lifetime)
{
    private int _taken;

    /// <summary>
    /// Runs a stream until the client goes, the dashboard stops or it ends by itself; answers 503 when there are too many already.
    /// </summary>
    public async Task RunAsync(HttpContext context, Func<CancellationToken, Task> stream)
    {
        if (Interlocked.Increment(ref _taken) > limits.Followers)
        {
            Interlocked.Decrement(ref _taken);
            context.Response.Headers.RetryAfter = "5";
            await Results.Problem(
                statusCode: StatusCodes.Status503ServiceUnavailable,
                detail: $"{limits.Followers} live streams are open, which is the limit.").ExecuteAsync(context);
            return;
        }

        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            await stream(stopped.Token);
        }
        catch (OperationCanceledException) when (stopped.IsCancellationRequested)
        {
            // The ordinary end of a stream.
        }
        finally
        {
            Interlocked.Decrement(ref _taken);
        }
    }
}
