using System.Text.Json.Serialization;

namespace Services.Contracts.Turns;

/// <summary>How a turn ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TurnOutcome>))]
public enum TurnOutcome
{
    /// <summary>The reply was delivered whole.</summary>
    Completed,

    /// <summary>The reply ends with a question for approval; the tool has not run yet.</summary>
    AwaitingApproval,

    /// <summary>The user stopped the reply.</summary>
    Interrupted,

    /// <summary>A guardrail refused the input or the output.</summary>
    Blocked,

    /// <summary>The platform could not finish it.</summary>
    Failed,
}
