using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Services.Gateway.Forwarding;

/// <summary>Where the other gateways reach this one.</summary>
internal sealed class InstanceAddress(IServer server, IOptions<ForwardingOptions> options)
{
    /// <summary>The configured address, or one that the server listens on; null if there is none with a port.</summary>
    public Uri? Find() =>
        options.Value.Address is { } configured
            ? new Uri(configured)
            : server
                .Features.Get<IServerAddressesFeature>()
                ?.Addresses.Select(Reachable)
                .OfType<Uri>()
                .OrderBy(static uri => uri.Scheme, StringComparer.Ordinal)
                .FirstOrDefault();

    private static Uri? Reachable(string listening)
    {
        var address = BindingAddress.Parse(listening);
        if (address.IsUnixPipe || address.IsNamedPipe)
        {
            return null;
        }

        var isWildcard =
            address.Host is "*" or "+"
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
        return new UriBuilder(address.Scheme, isWildcard ? OwnAddress() : address.Host, address.Port).Uri;
    }

    private static string OwnAddress() =>
        NetworkInterface
            .GetAllNetworkInterfaces()
            .Where(static network =>
                network is { OperationalStatus: OperationalStatus.Up, NetworkInterfaceType: not NetworkInterfaceType.Loopback }
            )
            .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
            .Select(static unicast => unicast.Address)
            .FirstOrDefault(static ip => ip.AddressFamily == AddressFamily.InterNetwork, IPAddress.Loopback)
            .ToString();
}
