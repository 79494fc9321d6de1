using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Contracts.Topology;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;
using Services.Conversations.Messages;
using Services.Conversations.Sessions;
using Services.Messaging.Publishing;
using StackExchange.Redis;
using Role = Services.Contracts.Access.Role;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>A user in a session of their own, as the gateway would serve them.</summary>
internal sealed class Chat
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly OrchestratorFixture _fixture;

    private Chat(OrchestratorFixture fixture, Session session)
    {
        _fixture = fixture;
        Session = session.Id;
        Script = fixture.Peers.For(session.Id);
    }

    public SessionId Session { get; }

    public IServiceProvider Services => _fixture.Services;

    public Script Script { get; }

    public Caller Caller { get; init; } =
        new()
        {
            UserId = "user-1",
            Name = "Ada",
            Role = Role.Customer,
            CustomerId = "ada_1",
        };

    private ISessionEventLog Log => _fixture.Services.GetRequiredService<ISessionEventLog>();

    private IMessageStore Messages => _fixture.Services.GetRequiredService<IMessageStore>();

    private ITurnPublisher Publisher => _fixture.Services.GetRequiredService<ITurnPublisher>();

    public static async Task<Chat> BeginAsync(OrchestratorFixture fixture)
    {
        var sessions = fixture.Services.GetRequiredService<ISessionStore>();
        return new Chat(fixture, await sessions.CreateAsync("user-1", "Help", null, CancellationToken.None));
    }

    public static Chat Of(OrchestratorFixture fixture, Session session) => new(fixture, session);

    public async Task<TurnRequested> AcceptAsync(string content)
    {
        var stored = await Messages.AcceptAsync(
            Session,
            new(Caller.UserId, Caller.Name, AuthorRole.Customer),
            content,
            null,
            null,
            CancellationToken.None
        );
        Assert.NotNull(stored);
        await Messages.MarkQueuedAsync(stored.Id, CancellationToken.None);
        var said = await Log.AppendFinalAsync(
            Session,
            new TurnId(stored.Id.Value),
            [
                new UserMessage
                {
                    SessionId = Session,
                    Timestamp = stored.CreatedAt.ToUnixTimeMilliseconds(),
                    MessageId = stored.Id,
                    UserId = Caller.UserId,
                    Content = content,
                },
            ],
            CancellationToken.None
        );
        return new TurnRequested
        {
            SessionId = Session,
            TurnId = stored.TurnId,
            MessageId = stored.Id,
            Ordinal = stored.Ordinal,
            Caller = Caller,
            RequestedAt = DateTimeOffset.UtcNow,
            Content = content,
            LogSeq = said.LastSeq,
        };
    }

    public async Task<TurnRequested> SendAsync(string content)
    {
        var turn = await AcceptAsync(content);
        await PublishAsync(turn);
        return turn;
    }

    public Task PublishAsync(TurnMessage turn) => Publisher.PublishTurnAsync(turn, CancellationToken.None);

    public async Task<ApprovalAnswered> AnswerAsync(ApprovalId approval, bool approved, Caller? by = null)
    {
        var answer = new ApprovalAnswered
        {
            SessionId = Session,
            TurnId = TurnId.New(),
            MessageId = MessageId.New(),
            Caller = by ?? Caller,
            RequestedAt = DateTimeOffset.UtcNow,
            Ordinal = (await Messages.NextOrdinalAsync(Session, CancellationToken.None))!.Value,
            ApprovalId = approval,
            Approved = approved,
        };
        await PublishAsync(answer);
        return answer;
    }

    public Task CancelAsync() =>
        Publisher.PublishCancelAsync(new CancelRequested { SessionId = Session, UserId = Caller.UserId }, CancellationToken.None);

    /// <summary>What the gateway leaves for turns that have not begun, when others take their position.</summary>
    public Task NoteCancellationAsync(params MessageId[] these) =>
        _fixture
            .Services.GetRequiredService<IConnectionMultiplexer>()
            .GetDatabase()
            .StringSetAsync(RedisKeys.Cancel(Session), string.Join(' ', these), RedisKeys.CancelLifetime);

    /// <summary>What people say to each other in the session's room.</summary>
    public Task AddContextAsync(params string[] contents) =>
        Messages.AddContextAsync(
            Session,
            [.. contents.Select((content, position) => new ContextMessage("u2", content, $"room:{position}"))],
            CancellationToken.None
        );

    /// <summary>What the gateway leaves for a turn that has not begun.</summary>
    public Task NoteCancellationAsync() =>
        _fixture
            .Services.GetRequiredService<IConnectionMultiplexer>()
            .GetDatabase()
            .StringSetAsync(RedisKeys.Cancel(Session), "*", RedisKeys.CancelLifetime);

    public Task<IReadOnlyList<LogEntry>> EventsAsync() => Log.ReadAsync(Session, 0, 10_000, CancellationToken.None);

    /// <summary>Waits for the event that ends a turn and returns all events of the session up to it.</summary>
    public Task<IReadOnlyList<LogEntry>> EndOfAsync(TurnMessage turn) =>
        UntilAsync(entry =>
            entry.Name is EventNames.MessageComplete or EventNames.MessageBlocked or EventNames.MessageError && IsOf(entry, turn)
        );

    /// <summary>Waits for an event and returns all events of the session.</summary>
    public async Task<IReadOnlyList<LogEntry>> UntilAsync(Func<LogEntry, bool> matches)
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (true)
        {
            var events = await EventsAsync();
            if (events.Any(matches))
            {
                return events;
            }

            await Task.Delay(20, timeout.Token);
        }
    }

    public async Task<MessageComplete> CompletionOfAsync(TurnMessage turn)
    {
        var events = await EndOfAsync(turn);
        var end = events.Single(entry =>
            entry.Name is EventNames.MessageComplete or EventNames.MessageBlocked or EventNames.MessageError && IsOf(entry, turn)
        );
        Assert.True(end.Name == EventNames.MessageComplete, System.Text.Encoding.UTF8.GetString(end.Payload.Span));
        return Read(end, ContractsJson.Default.MessageComplete);
    }

    public async Task<string> ChunksOfAsync(TurnMessage turn)
    {
        var chunks = (await EventsAsync())
            .Where(entry => entry.Name == EventNames.MessageChunk && IsOf(entry, turn))
            .Select(entry => Read(entry, ContractsJson.Default.MessageChunk))
            .ToList();
        Assert.Equal(Enumerable.Range(0, chunks.Count), chunks.Select(chunk => chunk.ChunkIndex));
        return string.Concat(chunks.Select(chunk => chunk.Content));
    }

    /// <summary>What the evaluation queue is told of a turn.</summary>
    public async Task<TurnCompleted> AnnouncementOfAsync(TurnMessage turn)
    {
        var message = await _fixture.TakeAsync(BrokerNames.EvaluationQueue, turn);
        return JsonSerializer.Deserialize(message.Body.Span, ContractsJson.Default.TurnCompleted)!;
    }

    public Task<IReadOnlyList<StoredMessage>> HistoryAsync() => Messages.ListAsync(Session, null, 100, CancellationToken.None);

    public static T Read<T>(LogEntry entry, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json) =>
        JsonSerializer.Deserialize(entry.Payload.Span, json)!;

    /// <summary>True for the event that ends the turn.</summary>
    public static bool Ends(LogEntry entry, TurnMessage turn) =>
        entry.Name is EventNames.MessageComplete or EventNames.MessageBlocked or EventNames.MessageError && IsOf(entry, turn);

    private static bool IsOf(LogEntry entry, TurnMessage turn)
    {
        using var payload = JsonDocument.Parse(entry.Payload);
        return payload.RootElement.TryGetProperty("messageId", out var id) && id.GetGuid() == turn.TurnId.Value;
    }
}
