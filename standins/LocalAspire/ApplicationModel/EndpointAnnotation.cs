using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A place where a resource listens.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    /// <param name="protocol">Only TCP.</param>
    /// <param name="uriScheme">Default: <c>tcp</c>.</param>
    /// <param name="name">Unique in the resource. Default: the scheme.</param>
    /// <param name="port">The wished port; another is taken when it is in use. Null: any.</param>
    /// <param name="isExternal">Meant for people and other machines, not only for the application's own resources.</param>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? name = null, int? port = null, bool isExternal = false)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? "tcp";
        Name = name ?? UriScheme;
        Port = port;
        IsExternal = isExternal;
    }

    /// <summary>Unique in the resource.</summary>
    public string Name { get; }

    /// <summary>The transport.</summary>
    public ProtocolType Protocol { get; }

    /// <summary>For example <c>http</c>.</summary>
    public string UriScheme { get; }

    /// <summary>The wished port.</summary>
    public int? Port { get; set; }

    /// <summary>Whether people use it.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Environment variable that tells the process its port.</summary>
    internal string? PortVariable { get; init; }

    /// <summary>One for each replica, once the ports are chosen.</summary>
    internal IReadOnlyList<AllocatedEndpoint> Allocations { get; set; } = [];

    /// <summary>That of the first replica.</summary>
    public AllocatedEndpoint? AllocatedEndpoint => Allocations.Count > 0 ? Allocations[0] : null;
}
