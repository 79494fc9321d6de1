using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.Handovers;
using Services.Conversations.Messages;
using Services.Conversations.Record;
using Services.Orchestrator.Context;

namespace Services.Orchestrator.Tests.Context;

public sealed class ContextTests
{
    private readonly SessionId _session = SessionId.New();

    [Fact]
    public void Fit_TooLong_DropsTheOldestAndKeepsTheNewest()
    {
        TranscriptMessage[] messages = [User(10), Assistant(10), User(10), Assistant(10), User(10)];

        var kept = ContextWindow.Fit(messages, 45, new CharacterCounter());

        Assert.Equal(messages[2..], kept);
    }

    [Fact]
    public void Fit_NewestAloneIsTooLong_StillKeepsIt() =>
        Assert.Single(ContextWindow.Fit([User(5), Assistant(5), User(500)], 100, new CharacterCounter()));

    [Fact]
    public void Fit_QuestionWasDropped_DropsItsAnswerToo() =>
        Assert.Equal(MessageRole.User, ContextWindow.Fit([User(50), Assistant(5), User(5)], 30, new CharacterCounter())[0].Role);

    [Fact]
    public void Fit_RealTokenizer_StaysWithinTheLimit()
    {
        var counter = new TiktokenCounter();
        var messages = Enumerable
            .Range(0, 300)
            .Select(i => new TranscriptMessage
            {
                Role = i % 2 == 0 ? MessageRole.User : MessageRole.Assistant,
                Content = $"Message {i} about order #W{i}, which costs ${i}.50 and goes to Zürich.",
            })
            .ToList();

        var kept = ContextWindow.Fit(messages, 4_000, counter);

        Assert.InRange(kept.Sum(message => counter.Count(message.Content) + ContextWindow.PerMessage), 3_900, 4_000);
        Assert.Equal(messages[^1], kept[^1]);
    }

    [Fact]
    public void Before_ReplyStoredAfterTheNextQuestion_StandsBehindItsOwn()
    {
        var (first, second) = (Stored(MessageRole.User, 1, "q1"), Stored(MessageRole.User, 2, "q2"));
        var answer = Stored(MessageRole.Assistant, 3, "a1") with { TurnId = first.TurnId };

        var conversation = Conversation.Before(Turn(second), Record(first, second, answer));

        Assert.Equal(["q1", "a1"], conversation.Messages.Select(message => message.Content));
    }

    [Fact]
    public void Before_LaterAndBlockedMessages_AreLeftOut()
    {
        var blocked = Stored(MessageRole.User, 1, "injection") with { Status = MessageStatus.Blocked };
        var (own, later) = (Stored(MessageRole.User, 2, "own"), Stored(MessageRole.User, 3, "later"));

        Assert.Empty(Conversation.Before(Turn(own), Record(blocked, own, later)).Messages);
    }

    [Fact]
    public void Before_EarlierReplies_NameTheLastAgent()
    {
        var question = Stored(MessageRole.User, 1, "q");
        var reply = Stored(MessageRole.Assistant, 2, "a") with
        {
            TurnId = question.TurnId,
            Metadata = System
                .Text.Json.JsonDocument.Parse(
                    """{"agent":"support","chunkCount":1,"streamLatency":1,"evaluation":{"safety":1},"evaluationFlags":[]}"""
                )
                .RootElement,
        };

        Assert.Equal("support", Conversation.Before(Turn(Stored(MessageRole.User, 3, "next")), Record(question, reply)).PreviousAgent);
    }

    private static ConversationRecord Record(params StoredMessage[] messages) => new(messages, [], [], [], Responder.Assistant);

    private static TranscriptMessage User(int length) => new() { Role = MessageRole.User, Content = new string('x', length) };

    private static TranscriptMessage Assistant(int length) => new() { Role = MessageRole.Assistant, Content = new string('y', length) };

    private StoredMessage Stored(MessageRole role, long ordinal, string content) =>
        new()
        {
            Id = MessageId.New(),
            SessionId = _session,
            Ordinal = ordinal,
            Role = role,
            TurnId = TurnId.New(),
            Content = content,
            Status = MessageStatus.Answered,
            CreatedAt = DateTimeOffset.UnixEpoch,
        };

    private TurnRequested Turn(StoredMessage message) =>
        new()
        {
            SessionId = _session,
            TurnId = message.TurnId,
            MessageId = message.Id,
            Ordinal = message.Ordinal,
            Content = message.Content,
            Caller = new Caller
            {
                UserId = "u",
                Name = "n",
                Role = Role.Customer,
            },
            RequestedAt = DateTimeOffset.UnixEpoch,
        };

    private sealed class CharacterCounter : ITokenCounter
    {
        public int Count(string text) => text.Length;
    }
}
