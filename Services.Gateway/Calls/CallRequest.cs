namespace Services.Gateway.Calls;

/// <summary>What all events of a call have in common.</summary>
internal sealed record CallRequest
{
    public string? SessionId { get; init; }

    /// <summary>A user or a socket; all other members if there is none.</summary>
    public string? To { get; init; }
}
