namespace Services.Gateway.Health;

/// <summary>The models of an agent, best first, as the agents service lists them (<c>GET /models</c>).</summary>
internal sealed record AgentModels
{
    public required string Agent { get; init; }

    public IReadOnlyList<AgentModel> Models { get; init; } = [];
}

/// <summary>One of them.</summary>
internal sealed record AgentModel
{
    public required string Provider { get; init; }

    public string? Model { get; init; }
}
