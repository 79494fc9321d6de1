namespace Services.Contracts.Telemetry;

/// <summary>
/// Names of the platform's activity sources and meters. They share a prefix: ServiceDefaults listens to <c>Switchboard.*</c>.
/// </summary>
public static class ActivitySources
{
    /// <summary>The gateway.</summary>
    public const string Gateway = "Switchboard.Gateway";

    /// <summary>The graph and its nodes.</summary>
    public const string Orchestrator = "Switchboard.Orchestrator";

    /// <summary>Agents, models and tools.</summary>
    public const string Agents = "Switchboard.Agents";

    /// <summary>Verdicts.</summary>
    public const string Guardrails = "Switchboard.Guardrails";

    /// <summary>Evaluations.</summary>
    public const string Evals = "Switchboard.Evals";

    /// <summary>The session's event log in Redis.</summary>
    public const string Conversations = "Switchboard.Conversations";

    /// <summary>Publishing to and consuming from the broker.</summary>
    public const string Messaging = "Switchboard.Messaging";
}
