namespace Services.Gateway.Web;

/// <summary><c>GET /client-config</c>: what a page needs to know about the platform.</summary>
internal sealed record ClientConfig
{
    /// <summary>The model that answers, for example <c>offline</c>.</summary>
    public string? Model { get; init; }

    /// <summary>Where a turn's trace can be seen, with <c>{traceId}</c> in place of its id; null without a dashboard.</summary>
    public string? TraceUrlTemplate { get; init; }

    public required ClientLimits Limits { get; init; }
}

/// <summary>Limits that a page can hold before the gateway has to.</summary>
internal sealed record ClientLimits
{
    public required int MaxMessageLength { get; init; }

    public required int MessagesPerMinute { get; init; }
}
