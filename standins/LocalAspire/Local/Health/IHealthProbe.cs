using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LocalAspire.Health;

/// <summary>Asks one instance whether it can do its work. Not used concurrently.</summary>
internal interface IHealthProbe : IAsyncDisposable
{
    /// <summary>Returns when the instance is healthy; throws, with the reason as message, when it is not.</summary>
    Task CheckAsync(CancellationToken cancellationToken);
}

/// <summary>Whom a probe asks.</summary>
internal sealed record ProbeContext(IResource Resource, int Replica)
{
    /// <summary>The named endpoint of the replica, or its first HTTP endpoint.</summary>
    public Uri Endpoint(string? name)
    {
        var endpoints = Resource.Annotations.OfType<EndpointAnnotation>();
        var endpoint = name is null ? endpoints.FirstOrDefault(e => e.UriScheme == "http") : endpoints.FirstOrDefault(e => e.Name == name);
        return endpoint is null
            ? throw new DistributedApplicationException($"'{Resource.Name}' has no endpoint '{name ?? "http"}' that a health check could ask.")
            : new Uri(endpoint.Allocations[Replica].UriString);
    }
}

/// <summary>Gives a resource a health check.</summary>
internal sealed record HealthProbeAnnotation(Func<ProbeContext, IHealthProbe> Create) : IResourceAnnotation;

/// <summary>An instance said why it is not healthy.</summary>
internal sealed class UnhealthyException(string message) : Exception(message);
