using Services.Contracts.Ids;

namespace Services.Conversations.Handovers;

/// <summary>A session that waits for a person, or that one has.</summary>
/// <param name="Session">The session.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="OwnerId">The user whose it is.</param>
/// <param name="Responder">Who has it, if anybody.</param>
/// <param name="CustomerName">The name of who asked for a person; null if nobody did.</param>
/// <param name="Reason">Why a person was asked for.</param>
public sealed record OpenHandover(
    SessionId Session,
    string Topic,
    string OwnerId,
    Responder Responder,
    string? CustomerName,
    string? Reason
);
