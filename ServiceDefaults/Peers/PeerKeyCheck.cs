using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Peers;

/// <summary>Has a service without its keys stop before it takes the first request.</summary>
/// <param name="keys">Throws when it is made.</param>
internal sealed class PeerKeyCheck(PeerKeys keys) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(keys);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
