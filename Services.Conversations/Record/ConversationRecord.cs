using Services.Conversations.Approvals;
using Services.Conversations.Handovers;
using Services.Conversations.Messages;

namespace Services.Conversations.Record;

/// <summary>What happened in a session, as far as it was asked for; each part oldest first.</summary>
/// <param name="Messages">What was said.</param>
/// <param name="Calls">What tools were called, and what came of it.</param>
/// <param name="Questions">What a user was asked to agree to, and how they answered.</param>
/// <param name="Handovers">When who answers changed.</param>
/// <param name="Responder">Who answers now.</param>
public sealed record ConversationRecord(
    IReadOnlyList<StoredMessage> Messages,
    IReadOnlyList<RecordedCall> Calls,
    IReadOnlyList<RecordedQuestion> Questions,
    IReadOnlyList<RecordedHandover> Handovers,
    Responder Responder
)
{
    /// <summary>What its creator gave along with the session, a JSON object without personal data; null if nothing.</summary>
    public string? MetadataJson { get; init; }

    /// <summary>True if there is no such session any more.</summary>
    public bool IsErased { get; init; }
}
