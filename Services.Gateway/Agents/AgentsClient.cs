namespace Services.Gateway.Agents;

/// <summary>The HTTP client for the agents service.</summary>
internal static class AgentsClient
{
    /// <summary>Its name among the HTTP clients.</summary>
    public const string Name = "agents";
}
