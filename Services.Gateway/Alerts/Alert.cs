namespace Services.Gateway.Alerts;

/// <summary><c>system:alert</c>, and the body of <c>POST /operations/alerts</c>.</summary>
internal sealed record Alert
{
    /// <summary>The event's name.</summary>
    public const string Event = "system:alert";

    /// <summary>What clients tell alerts apart by, for example <c>maintenance</c>.</summary>
    public string? Type { get; init; }

    /// <summary>A sentence for users.</summary>
    public string? Message { get; init; }
}
