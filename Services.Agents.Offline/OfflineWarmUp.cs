using Microsoft.Extensions.AI;
using Microsoft.Extensions.Hosting;

namespace Services.Agents.Offline;

/// <summary>
/// Reads the classifier's weights and the tokenizer's vocabulary while the service starts, so that the first user does not wait for it.
/// </summary>
internal sealed class OfflineWarmUp(TimeProvider time) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var model = new OfflineChatClient(new OfflineModelOptions { WordDelay = TimeSpan.Zero }, time);
        await model.GetResponseAsync("Where is my order?", cancellationToken: cancellationToken);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
