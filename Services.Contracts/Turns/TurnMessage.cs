using System.Text.Json.Serialization;
using Services.Contracts.Access;
using Services.Contracts.Ids;

namespace Services.Contracts.Turns;

/// <summary>
/// What waits in a turn queue. All messages of one session go to one partition (<see cref="Topology.TurnPartition"/>) and
/// are processed in the order of <see cref="Ordinal"/>; a redelivery carries the same <see cref="TurnId"/> and never runs twice.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(TurnRequested), "turn")]
[JsonDerivedType(typeof(ApprovalAnswered), "approval")]
[JsonDerivedType(typeof(StaffDecided), "staff")]
public abstract record TurnMessage
{
    /// <summary>The session, which also decides the partition.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The turn to run; the key of idempotency.</summary>
    public required TurnId TurnId { get; init; }

    /// <summary>The user's message that started it.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>Position within the session; grows with every accepted message, gaps are possible.</summary>
    public required long Ordinal { get; init; }

    /// <summary>Who asked.</summary>
    public required Caller Caller { get; init; }

    /// <summary>When the gateway accepted it.</summary>
    public required DateTimeOffset RequestedAt { get; init; }
}
