using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Services.Gateway.Forwarding;

/// <summary>
/// Says that this gateway is there: at its start, from time to time, at once when Redis is back, and no more once it has stopped.
/// </summary>
internal sealed partial class InstanceHeartbeat(
    InstanceDirectory directory,
    InstanceAddress address,
    IConnectionMultiplexer redis,
    IOptions<ForwardingOptions> options,
    TimeProvider time,
    ILogger<InstanceHeartbeat> logger
) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private TaskCompletionSource _restored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _repeating = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The server listens: its address is known.</summary>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (address.Find() is not { } own)
        {
            LogNoAddress();
            return;
        }

        redis.ConnectionRestored += OnRestored;
        var restored = Volatile.Read(ref _restored).Task;
        await directory.AnnounceAsync(own, cancellationToken);
        _repeating = RepeatAsync(own, restored, _stop.Token);
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The last client is gone; until then requests for it were to find the way here.</summary>
    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        redis.ConnectionRestored -= OnRestored;
        await _stop.CancelAsync();
        await _repeating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await directory.WithdrawAsync();
    }

    public void Dispose() => _stop.Dispose();

    /// <summary>Heeds connections that were restored since <paramref name="restored"/> was read, so that none passes unnoticed.</summary>
    private async Task RepeatAsync(Uri own, Task restored, CancellationToken cancellationToken)
    {
        var pause = options.Value.TimeToLive / 3;
        while (true)
        {
            await restored.WaitAsync(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
            restored = Volatile.Read(ref _restored).Task;
            await directory.AnnounceAsync(own, cancellationToken);
        }
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs e) =>
        Interlocked.Exchange(ref _restored, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    [LoggerMessage(
        LogLevel.Warning,
        "This gateway listens at no address that others could reach; set Gateway:Forwarding:Address. Polling clients then need "
            + "a balancer that keeps them here."
    )]
    private partial void LogNoAddress();
}
