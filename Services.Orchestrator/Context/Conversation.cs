using System.Text.Json;
using Services.Contracts.Agents;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.Messages;

namespace Services.Orchestrator.Context;

/// <summary>What was said before a turn.</summary>
/// <param name="Messages">Oldest first, without the turn's own message.</param>
/// <param name="PreviousAgent">The agent that answered last, if any.</param>
internal sealed record Conversation(IReadOnlyList<TranscriptMessage> Messages, string? PreviousAgent)
{
    /// <summary>
    /// Arranges stored messages as a dialogue. A message may be accepted while an earlier one is being answered, so replies are put
    /// behind their questions. What was blocked is left out, and so is what came after the turn's own message.
    /// </summary>
    public static Conversation Before(TurnMessage turn, IReadOnlyList<StoredMessage> stored)
    {
        var questions = stored.Where(m => m.Role == MessageRole.User).ToDictionary(m => m.TurnId);
        var earlier = stored
            .Where(m => m.TurnId != turn.TurnId && m.Status != MessageStatus.Blocked && m.Content.Length > 0)
            .Where(m => m.Role == MessageRole.Assistant || m.Ordinal < turn.Ordinal)
            .OrderBy(m => questions.TryGetValue(m.TurnId, out var question) ? question.Ordinal : m.Ordinal)
            .ThenBy(m => m.Role == MessageRole.Assistant)
            .ToList();
        var lastReply = earlier.LastOrDefault(m => m.Role == MessageRole.Assistant);
        return new Conversation([.. earlier.Select(m => new TranscriptMessage { Role = m.Role, Content = m.Content })], AgentOf(lastReply));
    }

    private static string? AgentOf(StoredMessage? reply) =>
        reply?.Metadata is { } metadata ? metadata.Deserialize(ContractsJson.Default.ReplyMetadata)?.Agent : null;
}
