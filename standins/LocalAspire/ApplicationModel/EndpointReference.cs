using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Names an endpoint of a resource; its value is the URL, that of the first replica when there are several.</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IValueProvider
{
    /// <summary>The resource that listens.</summary>
    public IResourceWithEndpoints Resource { get; } = owner;

    /// <summary>The endpoint's name.</summary>
    public string EndpointName { get; } = endpointName;

    /// <summary>Whether the resource has such an endpoint.</summary>
    public bool Exists => Annotation is not null;

    /// <summary>Whether it has its port.</summary>
    public bool IsAllocated => Annotation?.AllocatedEndpoint is not null;

    /// <summary>For example <c>http://127.0.0.1:5080</c>.</summary>
    public string Url => Allocated.UriString;

    /// <summary>Where clients connect to.</summary>
    public string Host => Allocated.Address;

    /// <summary>Where the process listens.</summary>
    public int Port => Allocated.Port;

    /// <summary>For example <c>http</c>.</summary>
    public string Scheme => Allocated.UriScheme;

    private EndpointAnnotation? Annotation =>
        Resource.Annotations.OfType<EndpointAnnotation>().FirstOrDefault(e => string.Equals(e.Name, EndpointName, StringComparison.OrdinalIgnoreCase));

    private AllocatedEndpoint Allocated => Annotation?.AllocatedEndpoint
        ?? throw new InvalidOperationException($"The endpoint '{EndpointName}' of '{Resource.Name}' has no port yet.");

    /// <summary>A part of the endpoint.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);

    internal string? GetProperty(EndpointProperty property) => property switch
    {
        EndpointProperty.Url => Url,
        EndpointProperty.Host => Host,
        EndpointProperty.Port => Port.ToString(CultureInfo.InvariantCulture),
        EndpointProperty.Scheme => Scheme,
        EndpointProperty.HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}"),
        _ => throw new ArgumentOutOfRangeException(nameof(property), property, "Unknown part of an endpoint."),
    };
}

/// <summary>A part of an endpoint.</summary>
public sealed class EndpointReferenceExpression(EndpointReference endpoint, EndpointProperty property) : IValueProvider
{
    /// <summary>The endpoint.</summary>
    public EndpointReference Endpoint { get; } = endpoint;

    /// <summary>Which part.</summary>
    public EndpointProperty Property { get; } = property;

    /// <inheritdoc />
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Endpoint.GetProperty(Property));
}

/// <summary>The parts of an endpoint.</summary>
public enum EndpointProperty
{
    /// <summary>Scheme, host and port.</summary>
    Url,

    /// <summary>Name or address.</summary>
    Host,

    /// <summary>Port number.</summary>
    Port,

    /// <summary>For example <c>http</c>.</summary>
    Scheme,

    /// <summary>Host and port with a colon between.</summary>
    HostAndPort,
}
