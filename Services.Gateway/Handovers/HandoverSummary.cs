using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Conversations.Handovers;

namespace Services.Gateway.Handovers;

/// <summary>Who has a conversation, as clients are told.</summary>
internal sealed record HandoverSummary
{
    public required SessionId SessionId { get; init; }

    /// <summary><c>assistant</c>, <c>queue</c> or <c>person</c>.</summary>
    public required string Responder { get; init; }

    /// <summary>The person's name.</summary>
    public string? Name { get; init; }

    /// <summary>The place in the queue, from 1.</summary>
    public int? Position { get; init; }

    /// <summary>Since when, in Unix milliseconds.</summary>
    public long? Since { get; init; }

    /// <summary>What the conversation is about; in the list only, as what follows.</summary>
    public string? Topic { get; init; }

    public string? OwnerId { get; init; }

    /// <summary>Whose it is.</summary>
    public string? CustomerName { get; init; }

    /// <summary>Who asked for a person.</summary>
    public string? AskedBy { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    public static HandoverSummary Of(HandoverStanding standing) =>
        Of(standing.Session, standing.Responder) with
        {
            Position = standing.Position == 0 ? null : standing.Position,
        };

    public static HandoverSummary Of(OpenHandover open) =>
        Of(open.Session, open.Responder) with
        {
            Topic = open.Topic,
            OwnerId = open.OwnerId,
            Position = open.Position == 0 ? null : open.Position,
            CustomerName = open.CustomerName,
            AskedBy = open.AskedBy,
            Reason = open.Reason,
        };

    private static HandoverSummary Of(SessionId session, Responder responder) =>
        new()
        {
            SessionId = session,
            Responder = EnumNames.Of(responder.Kind),
            Name = responder.Name,
            Since = responder.Since?.ToUnixTimeMilliseconds(),
        };
}
