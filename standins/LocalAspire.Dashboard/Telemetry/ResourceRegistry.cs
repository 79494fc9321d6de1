using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Telemetry;

/// <summary>The instances that have sent telemetry, the least recently heard of forgotten first. Thread-safe.</summary>
internal sealed class ResourceRegistry(DashboardLimits limits)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Name, string InstanceId), LinkedListNode<TelemetryResource>> _byKey = [];
    private readonly LinkedList<TelemetryResource> _byAge = [];

    /// <summary>By name, then instance.</summary>
    public IReadOnlyList<TelemetryResource> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _byAge.OrderBy(resource => resource.CompositeName, StringComparer.OrdinalIgnoreCase)];
            }
        }
    }

    public TelemetryResource Resolve(AttributeList attributes)
    {
        var name = attributes.Find("service.name") is { Length: > 0 } given ? given : "unknown_service";
        var key = (name, attributes.Find("service.instance.id") ?? "");
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out var node))
            {
                _byAge.Remove(node);
            }
            else
            {
                if (_byKey.Count >= limits.Resources && _byAge.First is { } oldest)
                {
                    _byAge.RemoveFirst();
                    _byKey.Remove((oldest.Value.Name, oldest.Value.InstanceId));
                }

                node = new LinkedListNode<TelemetryResource>(new TelemetryResource(key.name, key.Item2));
                _byKey.Add(key, node);
            }

            _byAge.AddLast(node);
            node.Value.Attributes = attributes;
            return node.Value;
        }
    }
}
