namespace Chaos.Audit;

/// <summary>A session afterwards: what its customer did and saw, and what the stores hold.</summary>
internal sealed record SessionRecord(string SessionId)
{
    public IReadOnlyList<ClientView> Views { get; init; } = [];

    /// <summary>What the platform promised to answer, in the order of the promises.</summary>
    public IReadOnlyList<Acceptance> Accepted { get; init; } = [];

    public IReadOnlyList<Wish> Wishes { get; init; } = [];

    /// <summary>The session's log, as somebody reads it who comes afterwards.</summary>
    public IReadOnlyList<Seen> Log { get; init; } = [];

    /// <summary>
    /// What is known to have stood in the log: where Redis lost some of it and readers are told so, what clients saw of that counts.
    /// </summary>
    public IReadOnlyList<Seen> Known =>
        Log.Any(seen => seen.Name == "session:gap")
            ?
            [
                .. Log.Concat(Views.SelectMany(view => view.Events))
                    .Where(seen => seen.Seq is not null)
                    .DistinctBy(seen => seen.Seq)
                    .OrderBy(seen => seen.Seq),
            ]
            : Log;

    public IReadOnlyList<StoredMessage> Messages { get; init; } = [];

    public IReadOnlyList<Execution> Executions { get; init; } = [];

    /// <summary>Turns that the orchestrator has begun and not finished.</summary>
    public IReadOnlyList<string> UnfinishedTurns { get; init; } = [];
}

/// <summary>A message or an answer to a question that was acknowledged.</summary>
/// <param name="MessageId">The message; null for an answer by button.</param>
/// <param name="ReplyId">The reply that was promised.</param>
/// <param name="Content">What was said.</param>
internal sealed record Acceptance(string? MessageId, string ReplyId, string Content);

/// <summary>A row of the message store.</summary>
internal sealed record StoredMessage(
    string Id,
    long Ordinal,
    string Role,
    string TurnId,
    string? ClientMessageId,
    string Content,
    string Status
);

/// <summary>A write that a tool has carried out.</summary>
/// <param name="Tool">Its name.</param>
/// <param name="Subject">The order, or what else tells it from all others.</param>
/// <param name="TurnId">In whose name.</param>
internal sealed record Execution(string Tool, string Subject, string TurnId);

/// <summary>Something that a customer wanted to have changed.</summary>
/// <param name="Subject">The order, which nobody else uses.</param>
/// <param name="Tool">What changes it.</param>
internal sealed record Wish(string Subject, string Tool)
{
    /// <summary>Whether the customer ever said yes.</summary>
    public bool IsAgreed { get; init; }

    /// <summary>Whether they ever said no.</summary>
    public bool IsDeclined { get; init; }

    /// <summary>Whether the answer to it has a whole reply that nobody stopped.</summary>
    public bool IsHeard { get; init; }

    /// <summary>How often the business data have the change: refunds for a payment, tickets about an order.</summary>
    public int Times { get; init; }

    /// <summary>Whether it was done.</summary>
    public bool IsDone => Times > 0;

    /// <summary>A passage of a reply that tells that it was done.</summary>
    public required string DoneText { get; init; }

    /// <summary>What the last reply about its state has in it only if it was done; null if nobody asked.</summary>
    public string? StateText { get; init; }

    /// <summary>The replies to the customer's answer and whatever was said after it, in order: up to the question for its state.</summary>
    public IReadOnlyList<string> Replies { get; init; } = [];

    /// <summary>The last reply to <em>what is its state?</em>; null if there was none.</summary>
    public string? StateReply { get; init; }
}
