using Services.Contracts.Agents;

namespace Services.Agents.Routing;

/// <summary>Decides which agent has a turn. Safe for use by many requests at once.</summary>
internal interface ITriage
{
    /// <summary>The decision for a conversation whose last message is the user's.</summary>
    ValueTask<TriageResult> ClassifyAsync(TriageRequest request, CancellationToken cancellationToken);
}
