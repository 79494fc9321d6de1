using System.Text.Json.Serialization;
using Services.Contracts.Ids;

namespace Services.Contracts.Events;

/// <summary>The runtime evaluation of a reply.</summary>
public sealed record MessageEvaluated : SessionEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public override string Name => EventNames.MessageEvaluated;

    /// <summary>The reply.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Metric name to score, 0 (worst) to 1 (best); a metric that does not apply is absent.</summary>
    public required IReadOnlyDictionary<string, double> Scores { get; init; }

    /// <summary>What a reader should look at, for example <c>ungrounded</c>; empty if nothing.</summary>
    public required IReadOnlyList<string> Flags { get; init; }
}
