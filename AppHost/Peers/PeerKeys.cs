using AppHost.Local;

namespace AppHost.Peers;

/// <summary>Gives the services what they know each other by.</summary>
internal sealed class PeerKeys(LocalState local, params string[] services)
{
    // A file that is replaced is noticed within a second.
    private static readonly TimeSpan Learning = TimeSpan.FromSeconds(5);

    private readonly PeerKeyFolder _keys = new(local.Folder("peers"), services);
    private int _isRenewing;

    /// <summary>Lets the service know who asks it, and, if it asks others, sign; its key can then be renewed while all run.</summary>
    public void GiveTo(IResourceBuilder<ProjectResource> service)
    {
        var name = service.Resource.Name;
        service.WithEnvironment("Peers__AcceptedFile", _keys.AcceptedFile);
        if (services.Contains(name))
        {
            service
                .WithEnvironment("Peers__KeyFile", _keys.KeyFile(name))
                .WithCommand(
                    "renew-key",
                    "Renew key",
                    context => RenewAsync(name, context.CancellationToken),
                    new CommandOptions
                    {
                        Description = "Makes a new key for what this service signs; nothing is interrupted.",
                        ConfirmationMessage = "The key before this one stays good until the next renewal. Go on?",
                        IconName = "Key",
                    }
                );
        }
    }

    private async Task<ExecuteCommandResult> RenewAsync(string service, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isRenewing, 1) == 1)
        {
            return CommandResults.Failure("Another key is being renewed; try again in some seconds.");
        }

        try
        {
            await _keys.RenewAsync(service, Learning, cancellationToken);
            return CommandResults.Success($"{service} signs with a new key. Renew it once more, and the old one is good for nothing.");
        }
        finally
        {
            Volatile.Write(ref _isRenewing, 0);
        }
    }
}

/// <summary>In the application's model.</summary>
internal static class PeerDependencies
{
    /// <summary>The service knows its peers, and they know it.</summary>
    public static IResourceBuilder<ProjectResource> WithPeers(this IResourceBuilder<ProjectResource> service, PeerKeys keys)
    {
        keys.GiveTo(service);
        return service;
    }
}
