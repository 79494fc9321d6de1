namespace Turns.Bench.Platform;

/// <summary>What is measured.</summary>
/// <param name="Gateway">Where clients connect.</param>
/// <param name="Pids">Processes by resource; none if only the address is known.</param>
/// <param name="Commit">Null if only the address is known.</param>
internal sealed record Target(Uri Gateway, ILookup<string, int> Pids, string? Commit)
{
    /// <summary>The platform of a checkout; with another gateway's address, that gateway alone.</summary>
    public static async Task<Target> FindAsync(Uri? gateway, string folder, CancellationToken cancellationToken)
    {
        var checkout = new Checkout(folder);
        var status = await checkout.StatusAsync(cancellationToken);
        if (status.Gateway is { } own && (gateway is null || gateway.Authority == own.Authority))
        {
            return new Target(own, status.Pids, await checkout.CommitAsync(cancellationToken));
        }

        return gateway is null
            ? throw new BenchException("The platform does not run. './dev up -d' starts it.")
            : new Target(gateway, new PlatformStatus().Pids, Commit: null);
    }
}
