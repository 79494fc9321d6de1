namespace Chaos.Audit;

/// <summary>An event of a session as somebody saw it, with the names of the session dialect whatever the transport.</summary>
/// <param name="Name">For example <c>message:chunk</c>.</param>
internal sealed record Seen(string Name)
{
    /// <summary>Its number in the session's log; null for what has none.</summary>
    public long? Seq { get; init; }

    /// <summary>The reply that it is about; of <c>message:user</c>, the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>The message that the reply answers.</summary>
    public string? ReplyTo { get; init; }

    public string? ClientMessageId { get; init; }

    public string? ApprovalId { get; init; }

    public int? ChunkIndex { get; init; }

    public string? Content { get; init; }

    /// <summary>An error's code, or an approval's outcome.</summary>
    public string? Code { get; init; }

    /// <summary>Of <c>session:gap</c>: events go on behind this number.</summary>
    public long? From { get; init; }

    public bool IsInterrupted { get; init; }

    /// <summary>Whether it ends a reply.</summary>
    public bool IsEnding => Name is "message:complete" or "message:error" or "message:blocked";
}

/// <summary>All that one client saw of a session, over any number of connections, in the order in which it came.</summary>
/// <param name="Transport">How it was connected.</param>
/// <param name="SeesAll">Whether every number of the log comes over that transport.</param>
/// <param name="Events">Those with and without a number.</param>
internal sealed record ClientView(string Transport, bool SeesAll, IReadOnlyList<Seen> Events);
