using System.Text.Json;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Conversations.Handovers;
using Services.Conversations.Messages;
using Services.Conversations.Record;

namespace Services.Orchestrator.Context;

/// <summary>What happened before a turn, as a model reads it: what was said, what tools were called, and what came of questions.</summary>
/// <param name="Messages">Oldest first, without the turn's own message.</param>
/// <param name="PreviousAgent">The agent that answered last, if any.</param>
internal sealed record Conversation(IReadOnlyList<TranscriptMessage> Messages, string? PreviousAgent)
{
    /// <summary>
    /// Arranges the record as a dialogue. A message may be accepted while an earlier one is being answered, so replies are put behind their
    /// questions, and what tools did stands before the words about it. What was blocked is left out, but never what was done; and so is
    /// what came after the turn's own message.
    /// </summary>
    public static Conversation Before(TurnMessage turn, ConversationRecord record)
    {
        var places = PlacesOf(record);
        var said = record.Messages.Where(message =>
            message.TurnId != turn.TurnId && message.Status != MessageStatus.Blocked && message.Content.Length > 0
        );
        var earlier = said.Where(message => message.Role == MessageRole.Assistant || message.Ordinal < turn.Ordinal).ToList();
        var entries = earlier
            .Select(message =>
                (
                    Place: places[message.TurnId],
                    Rank: message.Role == MessageRole.Assistant ? Rank.Reply : Rank.Message,
                    Messages: (IReadOnlyList<TranscriptMessage>)[Said(message)]
                )
            )
            .Concat(CallsOf(turn, record, places))
            .Concat(QuestionsOf(turn, record, places))
            .Concat(ReturnsOf(record))
            .OrderBy(entry => entry.Place)
            .ThenBy(entry => entry.Rank);
        var lastReply = earlier
            .Where(message => message.Role == MessageRole.Assistant)
            .MaxBy(message => (places[message.TurnId], message.Ordinal));
        return new Conversation([.. entries.SelectMany(entry => entry.Messages)], AgentOf(lastReply));
    }

    private enum Rank
    {
        Message,
        Calls,
        Reply,
        Questions,
        Returns,
    }

    /// <summary>Where turns stand: at their message; those that only answer a question, at their reply or behind the question.</summary>
    private static Dictionary<TurnId, long> PlacesOf(ConversationRecord record)
    {
        var places = new Dictionary<TurnId, long>();
        foreach (var message in record.Messages.OrderBy(message => message.Role == MessageRole.Assistant))
        {
            places.TryAdd(message.TurnId, message.Ordinal);
        }

        foreach (var question in record.Questions)
        {
            if (question.ResolvedBy is { } answer && places.TryGetValue(question.TurnId, out var asked))
            {
                places.TryAdd(answer, asked);
                if (question.Staff is { } staff)
                {
                    places.TryAdd(staff.TurnId, asked);
                }
            }
        }

        return places;
    }

    private static IEnumerable<(long Place, Rank Rank, IReadOnlyList<TranscriptMessage> Messages)> CallsOf(
        TurnMessage turn,
        ConversationRecord record,
        Dictionary<TurnId, long> places
    ) =>
        record
            .Calls.Where(made => made.TurnId != turn.TurnId && places.TryGetValue(made.TurnId, out var place) && place < turn.Ordinal)
            .Select(made => (places[made.TurnId], Rank.Calls, Exchange(made.Call, HistoricResult.Of(made.Result))));

    /// <summary>Questions that led to no call: each is a call with the reason why it was not made.</summary>
    private static IEnumerable<(long Place, Rank Rank, IReadOnlyList<TranscriptMessage> Messages)> QuestionsOf(
        TurnMessage turn,
        ConversationRecord record,
        Dictionary<TurnId, long> places
    )
    {
        var made = record.Calls.Select(call => (call.TurnId, call.Call.CallId)).ToHashSet();
        foreach (var question in record.Questions.Where(question => question.TurnId != turn.TurnId))
        {
            var isCarriedOut = TurnsOf(question).Any(answer => answer == turn.TurnId || made.Contains((answer, question.Call.CallId)));
            if (places.TryGetValue(question.TurnId, out var place) && (!isCarriedOut || question.Status == ApprovalStatus.Superseded))
            {
                yield return (place, Rank.Questions, Exchange(question.Call, HistoricResult.Of(question)));
            }
        }
    }

    /// <summary>The turns that may have carried it out: that of the customer's answer, and that of staff.</summary>
    private static IEnumerable<TurnId> TurnsOf(RecordedQuestion question)
    {
        if (question.ResolvedBy is { } answer)
        {
            yield return answer;
        }

        if (question.Staff is { } staff)
        {
            yield return staff.TurnId;
        }
    }

    private static IReadOnlyList<TranscriptMessage> Exchange(ToolCall call, ToolResult result) =>
        [new() { Role = MessageRole.Assistant, ToolCalls = [call] }, new() { Role = MessageRole.Tool, ToolResult = result }];

    /// <summary>
    /// What a person of ours said stands on our side of the dialogue: it is neither the customer's wish nor their consent.
    /// </summary>
    private static TranscriptMessage Said(StoredMessage message) =>
        message.AuthorRole == AuthorRole.Staff
            ? new() { Role = MessageRole.Assistant, Content = $"[{message.AuthorName}, a person of our team] {message.Content}" }
            : new() { Role = message.Role, Content = message.Content };

    /// <summary>What people want the assistant to know, from where they gave the conversation back.</summary>
    private static IEnumerable<(long Place, Rank Rank, IReadOnlyList<TranscriptMessage> Messages)> ReturnsOf(ConversationRecord record)
    {
        foreach (var returned in record.Handovers.Where(change => change is { Change: HandoverChange.Returned, Note.Length: > 0 }))
        {
            var place = record.Messages.Where(message => message.CreatedAt <= returned.At).Select(message => message.Ordinal);
            var note = $"[{returned.By.Name}, a person of our team, gave the conversation back] {returned.Note}";
            yield return (place.DefaultIfEmpty().Max(), Rank.Returns, [new() { Role = MessageRole.Assistant, Content = note }]);
        }
    }

    private static string? AgentOf(StoredMessage? reply) =>
        reply?.Metadata is { } metadata ? metadata.Deserialize(ContractsJson.Default.ReplyMetadata)?.Agent : null;
}
