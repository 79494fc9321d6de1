using System.Text.Json.Serialization;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Contracts.Turns;

namespace Services.Conversations.StaffApprovals;

/// <summary>What a customer has agreed to and a member of staff has to approve, because of what it moves.</summary>
public sealed record StaffApproval
{
    /// <summary>The approval that the customer gave.</summary>
    public required ApprovalId Id { get; init; }

    /// <summary>The session.</summary>
    public required SessionId SessionId { get; init; }

    /// <summary>The turn that carries out what is decided, and tells it.</summary>
    public required TurnId TurnId { get; init; }

    /// <summary>The customer, with the rights in which it is carried out.</summary>
    public required Caller Customer { get; init; }

    /// <summary>The call.</summary>
    public required ToolCall Call { get; init; }

    /// <summary>What will be done, in one sentence.</summary>
    public required string Statement { get; init; }

    /// <summary>What it moves, in USD.</summary>
    public required decimal Amount { get; init; }

    /// <summary>When the customer agreed.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Until when staff can decide, by the server's clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How it stands.</summary>
    public required StaffApprovalStatus Status { get; init; }

    /// <summary>Who decided; null where nobody did.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>The name of who decided.</summary>
    public string? DecidedByName { get; init; }

    /// <summary>Why, in their words.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was decided, withdrawn, or its time was over.</summary>
    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>The message that starts its turn.</summary>
    /// <param name="ordinal">The place in the session.</param>
    /// <param name="now">The time.</param>
    public StaffDecided ToTurn(long ordinal, DateTimeOffset now) =>
        new()
        {
            SessionId = SessionId,
            TurnId = TurnId,
            MessageId = new MessageId(TurnId.Value),
            Ordinal = ordinal,
            Caller = Customer,
            RequestedAt = now,
            ApprovalId = Id,
        };

    /// <summary>
    /// The id of the turn of a decision. Derived from the approval, so that a decision that is handed over again is the same turn.
    /// </summary>
    public static TurnId TurnOf(ApprovalId approval)
    {
        Span<byte> input = stackalloc byte[21];
        "staff"u8.CopyTo(input);
        approval.Value.TryWriteBytes(input[5..], bigEndian: true, out _);
        return new TurnId(DerivedUuid.From(input));
    }
}

/// <summary>How an approval of staff stands.</summary>
public enum StaffApprovalStatus
{
    /// <summary>Waits for a member of staff.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>A member of staff approved it.</summary>
    [JsonStringEnumMemberName("approved")]
    Approved,

    /// <summary>A member of staff did not approve it.</summary>
    [JsonStringEnumMemberName("declined")]
    Declined,

    /// <summary>Nobody decided in time.</summary>
    [JsonStringEnumMemberName("expired")]
    Expired,

    /// <summary>
    /// The customer took it back or agreed to the same again, a person has taken the conversation, or it has ended.
    /// </summary>
    [JsonStringEnumMemberName("withdrawn")]
    Withdrawn,
}
