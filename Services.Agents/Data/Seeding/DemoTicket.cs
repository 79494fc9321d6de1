using Services.Retail.Tickets;

namespace Services.Agents.Data.Seeding;

/// <summary>A ticket of the demo data.</summary>
internal sealed record DemoTicket(
    string UserId,
    string? OrderId,
    string Subject,
    string Description,
    TicketStatus Status,
    TicketPriority Priority,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string? Reply
);
