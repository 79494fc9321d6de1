namespace Services.Conversations.Erasure;

/// <summary>
/// The stores that have a part of sessions beside the conversations' own tables; an erasure is whole when all have done theirs.
/// </summary>
public static class ErasureStores
{
    /// <summary>Events, replies and rooms in Redis; the gateway's.</summary>
    public const string Events = "events";

    /// <summary>Turns and checkpoints.</summary>
    public const string Orchestrator = "orchestrator";

    /// <summary>What writes were made.</summary>
    public const string Agents = "agents";

    /// <summary>Evaluations.</summary>
    public const string Evaluations = "evals";

    /// <summary>All.</summary>
    public static readonly IReadOnlyList<string> All = [Events, Orchestrator, Agents, Evaluations];
}
