namespace Services.Contracts.Topology;

/// <summary>What the services are called in the application's model, and in what they sign for each other.</summary>
public static class ServiceNames
{
    /// <summary>Where clients connect.</summary>
    public const string Gateway = "gateway";

    /// <summary>The chat worker and the graph.</summary>
    public const string Orchestrator = "orchestrator";

    /// <summary>Agents with their tools.</summary>
    public const string Agents = "agents";

    /// <summary>Verdicts.</summary>
    public const string Guardrails = "guardrails";

    /// <summary>Scores.</summary>
    public const string Evals = "evals";
}
