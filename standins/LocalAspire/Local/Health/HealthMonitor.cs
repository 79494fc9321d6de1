using System.Net.Sockets;

namespace LocalAspire.Health;

/// <summary>Polls the probes of one running instance: fast until it is healthy, slowly after that.</summary>
internal sealed class HealthMonitor(IReadOnlyList<IHealthProbe> probes, TimeProvider time)
{
    private static readonly TimeSpan FirstInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestStartInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HealthyInterval = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan UnhealthyInterval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    /// <summary>Reports each change: null for healthy, otherwise the reason. Ends when cancelled.</summary>
    public async Task RunAsync(Action<string?> report, CancellationToken cancellationToken)
    {
        var wasHealthy = false;
        string? last = "";
        var interval = FirstInterval;
        try
        {
            while (true)
            {
                var reason = await CheckAsync(cancellationToken);
                if (reason != last)
                {
                    report(reason);
                    last = reason;
                }

                wasHealthy |= reason is null;
                interval = Next(interval, reason is null, wasHealthy);
                await Task.Delay(interval, time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The instance is stopped.
        }
        finally
        {
            foreach (var probe in probes)
            {
                await probe.DisposeAsync();
            }
        }
    }

    private static TimeSpan Next(TimeSpan interval, bool healthy, bool wasHealthy) => (healthy, wasHealthy) switch
    {
        (true, _) => HealthyInterval,
        (false, true) => UnhealthyInterval,
        _ => TimeSpan.FromTicks(Math.Min((long)(interval.Ticks * 1.1), LongestStartInterval.Ticks)),
    };

    private async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Timeout);
        try
        {
            foreach (var probe in probes)
            {
                await probe.CheckAsync(timeout.Token);
            }

            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"no answer within {Timeout.TotalSeconds:0} s";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return Innermost(exception) is SocketException socket ? $"not reachable ({socket.SocketErrorCode})" : exception.Message;
        }
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
