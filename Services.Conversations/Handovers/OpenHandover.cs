using Services.Contracts.Ids;

namespace Services.Conversations.Handovers;

/// <summary>A session that waits for a person, or that one has.</summary>
/// <param name="Session">The session.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="OwnerId">The user whose it is.</param>
/// <param name="Responder">Who has it, if anybody.</param>
/// <param name="CustomerName">The name of the user whose it is, as they last spoke; null if they have not.</param>
/// <param name="AskedBy">The name of who asked for a person, be it a member of staff; null if nobody did.</param>
/// <param name="Reason">Why a person was asked for.</param>
/// <param name="Position">The place in the queue, from 1; 0 if it does not wait.</param>
public sealed record OpenHandover(
    SessionId Session,
    string Topic,
    string OwnerId,
    Responder Responder,
    string? CustomerName,
    string? AskedBy,
    string? Reason,
    int Position
);
