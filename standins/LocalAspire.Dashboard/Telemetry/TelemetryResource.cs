using LocalAspire.Dashboard.Otlp.Model;

namespace LocalAspire.Dashboard.Telemetry;

/// <summary>One instance of a service that sends telemetry: <c>service.name</c> with <c>service.instance.id</c>.</summary>
internal sealed class TelemetryResource(string name, string instanceId)
{
    private volatile AttributeList _attributes = AttributeList.Empty;
    private volatile bool _hasSpans;
    private volatile bool _hasLogs;
    private volatile bool _hasMetrics;

    public string Name { get; } = name;

    /// <summary>Empty when the service sends none.</summary>
    public string InstanceId { get; } = instanceId;

    /// <summary>Unique among the instances, as Aspire writes it: the name and the instance.</summary>
    public string CompositeName { get; } =
        instanceId.Length == 0 || instanceId == name ? name
        : instanceId.StartsWith(name + "-", StringComparison.OrdinalIgnoreCase) ? instanceId
        : $"{name}-{instanceId}";

    /// <summary>Those of the latest request.</summary>
    public AttributeList Attributes
    {
        get => _attributes;
        set => _attributes = value;
    }

    public bool HasSpans
    {
        get => _hasSpans;
        set => _hasSpans = value;
    }

    public bool HasLogs
    {
        get => _hasLogs;
        set => _hasLogs = value;
    }

    public bool HasMetrics
    {
        get => _hasMetrics;
        set => _hasMetrics = value;
    }

    /// <summary>Whether a person who types this means this resource: its name (all instances) or one instance.</summary>
    public bool Matches(string text) =>
        Name.Equals(text, StringComparison.OrdinalIgnoreCase)
        || CompositeName.Equals(text, StringComparison.OrdinalIgnoreCase)
        || (InstanceId.Length > 0 && InstanceId.Equals(text, StringComparison.OrdinalIgnoreCase));
}
