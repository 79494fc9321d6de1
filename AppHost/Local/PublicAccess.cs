using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace AppHost.Local;

/// <summary>Where the gateway listens, and what it takes before other machines can reach it.</summary>
internal static class PublicAccess
{
    private const string Wildcards = "0.0.0.0 :: [::] * +";

    /// <summary>
    /// Has the gateway listen where the settings say. Beyond this machine only if that is said expressly, people have somewhere to sign in,
    /// and demo users, who have no password, are gone.
    /// </summary>
    /// <exception cref="DistributedApplicationException">Something of it is missing; the message says what.</exception>
    public static IResourceBuilder<ProjectResource> WithAccess(this IResourceBuilder<ProjectResource> gateway, PlatformSettings settings)
    {
        gateway.WithEndpoint("http", endpoint => endpoint.TargetHost = settings.BindAddress).WithAllowedHosts(settings.AllowedHosts);
        if (IsOfThisMachine(settings.BindAddress))
        {
            return gateway;
        }

        if (!settings.IsPublic)
        {
            throw new DistributedApplicationException(
                $"--bind={settings.BindAddress} lets other machines in. If that is meant, add --public, and set Auth__Authority."
            );
        }

        if (settings.Authority is not { Length: > 0 } authority)
        {
            throw new DistributedApplicationException(
                $"--bind={settings.BindAddress} lets other machines in, and they have nowhere to sign in: set Auth__Authority to your "
                    + "OpenID Connect provider. Demo users have no password and are for this machine only."
            );
        }

        return gateway
            .WithEnvironment("Auth__Authority", authority)
            .WithEnvironment("Auth__Demo", "false")
            .WithAllowedHosts([.. NamesOf(settings.BindAddress)]);
    }

    private static bool IsOfThisMachine(string address) =>
        address.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(address.Trim('[', ']'), out var parsed) && IPAddress.IsLoopback(parsed));

    /// <summary>What others call it; where it listens everywhere, the machine's name and all its addresses.</summary>
    private static IEnumerable<string> NamesOf(string address) =>
        Wildcards.Split(' ').Contains(address)
            ?
            [
                Dns.GetHostName(),
                .. NetworkInterface
                    .GetAllNetworkInterfaces()
                    .SelectMany(network => network.GetIPProperties().UnicastAddresses)
                    .Select(unicast => HostOf(unicast.Address)),
            ]
            : [IPAddress.TryParse(address.Trim('[', ']'), out var parsed) ? HostOf(parsed) : address];

    private static string HostOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : $"{address}";
}
