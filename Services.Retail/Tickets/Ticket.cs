namespace Services.Retail.Tickets;

/// <summary>A customer's problem that support works on.</summary>
public sealed record Ticket
{
    public required string TicketId { get; init; }

    public required string UserId { get; init; }

    public string? OrderId { get; init; }

    public required string Subject { get; init; }

    public required string Description { get; init; }

    public required TicketStatus Status { get; init; }

    public required TicketPriority Priority { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Oldest first; null in lists.</summary>
    public IReadOnlyList<TicketComment>? Comments { get; init; }
}

/// <summary>What somebody wrote on a ticket.</summary>
public sealed record TicketComment
{
    public required CommentAuthor Author { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
