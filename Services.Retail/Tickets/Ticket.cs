namespace Services.Retail.Tickets;

/// <summary>A customer's problem that support works on.</summary>
public sealed record Ticket
{
    public required string TicketId { get; init; }

    public required string UserId { get; init; }

    public string? OrderId { get; init; }

    public required string Subject { get; init; }

    public required string Description { get; init; }

    /// <summary><c>open</c>, <c>waiting</c> (for the customer), <c>resolved</c> or <c>closed</c>.</summary>
    public required string Status { get; init; }

    /// <summary><c>low</c>, <c>normal</c> or <c>high</c>.</summary>
    public required string Priority { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Oldest first; null in lists.</summary>
    public IReadOnlyList<TicketComment>? Comments { get; init; }
}

/// <summary>What somebody wrote on a ticket.</summary>
public sealed record TicketComment
{
    public required string Author { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
