using Services.Contracts.Ids;
using Services.Conversations.Handovers;

namespace Services.Gateway.Handovers;

/// <summary>Who has a conversation.</summary>
/// <param name="Session">The session.</param>
/// <param name="Responder">Who answers.</param>
/// <param name="Position">The place in the queue, from 1; 0 if it does not wait.</param>
internal sealed record HandoverStanding(SessionId Session, Responder Responder, int Position);
