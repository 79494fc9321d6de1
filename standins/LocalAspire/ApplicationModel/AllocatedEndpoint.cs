using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint with its port.</summary>
public sealed class AllocatedEndpoint
{
    internal AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port)
    {
        Endpoint = endpoint;
        Address = address;
        Port = port;
    }

    /// <summary>What it was chosen for.</summary>
    public EndpointAnnotation Endpoint { get; }

    /// <summary>Where clients connect to.</summary>
    public string Address { get; }

    /// <summary>Where the process listens.</summary>
    public int Port { get; }

    /// <summary>For example <c>http</c>.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>For example <c>http://127.0.0.1:5080</c>.</summary>
    public string UriString => string.Create(CultureInfo.InvariantCulture, $"{UriScheme}://{Address}:{Port}");
}
