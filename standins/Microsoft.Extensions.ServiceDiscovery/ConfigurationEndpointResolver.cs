using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Finds the endpoints of a service in configuration and takes them in turn. Thread-safe.</summary>
internal sealed class ConfigurationEndpointResolver(IConfiguration configuration)
{
    private readonly ConcurrentDictionary<(string Name, string Scheme), Endpoints> _known = new();

    /// <summary>The next endpoint of the service, or null when configuration has none under that name and scheme.</summary>
    public Uri? Resolve(string name, string scheme) =>
        _known.GetOrAdd((name, scheme), static (key, source) => new Endpoints(Read(source, key.Name, key.Scheme)), configuration).Next();

    private static ImmutableArray<Uri> Read(IConfiguration source, string name, string scheme) =>
    [
        .. source.GetSection($"services:{name}:{scheme}").GetChildren()
            .OrderBy(child => int.TryParse(child.Key, out var index) ? index : int.MaxValue)
            .Select(child => Uri.TryCreate(child.Value, UriKind.Absolute, out var uri) ? uri : null)
            .OfType<Uri>(),
    ];

    private sealed class Endpoints(ImmutableArray<Uri> addresses)
    {
        private uint _next = uint.MaxValue;

        public Uri? Next() => addresses.IsEmpty ? null : addresses[(int)(Interlocked.Increment(ref _next) % (uint)addresses.Length)];
    }
}
