using Microsoft.Extensions.Hosting;

namespace AppHost.Supervision;

/// <summary>
/// Stops the services before the stores and the broker: Aspire's orchestrator stops all at once, gives each six seconds, and a service
/// whose stores are gone uses them up, waiting.
/// </summary>
internal sealed class OrderlyStop(DistributedApplicationModel model, ResourceCommandService commands) : IHostedLifecycleService
{
    // What is not done by then is the orchestrator's.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var stops = model
            .Resources.OfType<ProjectResource>()
            .Select(service => commands.ExecuteCommandAsync(service, KnownResourceCommands.StopCommand, patience.Token));
        Task stopped = Task.WhenAll(stops);
        await stopped.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
