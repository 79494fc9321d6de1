using Services.Contracts.Agents;
using Services.Contracts.Ids;

namespace Services.Contracts.Turns;

/// <summary>A finished turn, published for evaluation once its reply is stored.</summary>
public sealed record TurnCompleted
{
    /// <summary>The session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The turn; its reply has the same value as message id.</summary>
    public required TurnId TurnId { get; init; }

    /// <summary>How it ended.</summary>
    public required TurnOutcome Outcome { get; init; }

    /// <summary>The user's words after the input guard's redactions.</summary>
    public required string Question { get; init; }

    /// <summary>The reply as the user saw it.</summary>
    public required string Answer { get; init; }

    /// <summary>The agent that answered, if the turn got that far.</summary>
    public string? Agent { get; init; }

    /// <summary>The intent that the router saw.</summary>
    public string? Route { get; init; }

    /// <summary>Calls and their results in order: what the answer may rest on.</summary>
    public IReadOnlyList<ToolExchange> Tools
    {
        get;
        init => field = value ?? [];
    } = [];

    /// <summary>The model that wrote the reply, for example <c>offline</c>.</summary>
    public string? Model { get; init; }

    /// <summary>From acceptance to the first chunk, in milliseconds; null if there was none.</summary>
    public long? FirstTokenMs { get; init; }

    /// <summary>From acceptance to completion, in milliseconds.</summary>
    public required long DurationMs { get; init; }

    /// <summary>The W3C trace id of the turn, 32 hexadecimal digits.</summary>
    public string? TraceId { get; init; }

    /// <summary>When the reply was complete.</summary>
    public required DateTimeOffset CompletedAt { get; init; }
}
