using System.Text.Json;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Guardrails;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Contracts.Turns;

namespace Services.Contracts.Tests;

public sealed class ContractsJsonTests
{
    private static readonly Caller Caller = new()
    {
        UserId = "u1",
        Name = "Ada",
        Role = Role.Customer,
        CustomerId = "ada_1",
    };

    public static TheoryData<SessionEvent> Events
    {
        get
        {
            var session = SessionId.New();
            var message = MessageId.New();
            return
            [
                new AssistantThinking
                {
                    SessionId = session,
                    Timestamp = 1,
                    Stage = ThinkingStages.Tool,
                    Tool = "get_order_details",
                    ToolState = ToolState.Started,
                },
                new MessageChunk
                {
                    SessionId = session,
                    Timestamp = 1,
                    MessageId = message,
                    Content = "Hi",
                    ChunkIndex = 0,
                },
                new MessageComplete
                {
                    SessionId = session,
                    Timestamp = 1,
                    MessageId = message,
                    Content = "Hi",
                    Metadata = new ReplyMetadata { ChunkCount = 1, StreamLatency = 5 },
                },
                new MessageError
                {
                    SessionId = session,
                    Timestamp = 1,
                    Message = "No.",
                    Error = ErrorCodes.Internal,
                },
                new MessageBlocked
                {
                    SessionId = session,
                    Timestamp = 1,
                    Reason = "No.",
                    Categories = ["pii"],
                    Stage = GuardrailStage.Input,
                },
                new ApprovalResolved
                {
                    SessionId = session,
                    Timestamp = 1,
                    ApprovalId = ApprovalId.New(),
                    Outcome = ApprovalOutcome.Approved,
                },
                new SessionEndedEvent
                {
                    SessionId = session,
                    Timestamp = 1,
                    Reason = SessionEndReason.Idle,
                },
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Events))]
    public void Serialize_Event_IsItsPayloadWithoutTheName(SessionEvent @event)
    {
        var json = JsonSerializer.SerializeToElement(@event, @event.GetType(), ContractsJson.Default);

        Assert.False(json.TryGetProperty("name", out _));
        Assert.Equal(@event.SessionId.ToString(), json.GetProperty("sessionId").GetString());
        Assert.Equal(1, json.GetProperty("timestamp").GetInt64());
    }

    [Fact]
    public void Serialize_Null_IsLeftOut()
    {
        var chunk = new MessageChunk
        {
            SessionId = SessionId.New(),
            Timestamp = 1,
            MessageId = MessageId.New(),
            Content = "a",
            ChunkIndex = 3,
        };

        var json = JsonSerializer.SerializeToElement(chunk, ContractsJson.Default.MessageChunk);

        Assert.Equal(
            ["chunkIndex", "content", "messageId", "sessionId", "timestamp"],
            json.EnumerateObject().Select(member => member.Name).Order()
        );
    }

    [Fact]
    public void Deserialize_TurnMessage_KeepsItsKind()
    {
        TurnMessage approval = new ApprovalAnswered
        {
            SessionId = SessionId.New(),
            TurnId = TurnId.New(),
            MessageId = MessageId.New(),
            Ordinal = 7,
            Caller = Caller,
            RequestedAt = DateTimeOffset.UnixEpoch,
            ApprovalId = ApprovalId.New(),
            Approved = true,
            Reason = "ok",
        };

        var json = JsonSerializer.Serialize(approval, ContractsJson.Default.TurnMessage);

        Assert.StartsWith("{\"kind\":\"approval\"", json, StringComparison.Ordinal);
        Assert.Equal(approval, JsonSerializer.Deserialize(json, ContractsJson.Default.TurnMessage));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"kind\":\"other\"}")]
    [InlineData("{\"kind\":\"turn\"}")]
    public void Deserialize_IncompleteTurnMessage_Throws(string json)
    {
        var exception = Record.Exception(() => JsonSerializer.Deserialize(json, ContractsJson.Default.TurnMessage));
        Assert.True(exception is JsonException or NotSupportedException, exception?.ToString());
    }

    [Fact]
    public void Deserialize_AgentUpdates_RoundTripByType()
    {
        var arguments = JsonDocument.Parse("{\"order_id\":\"#W1\"}").RootElement;
        var call = new ToolCall
        {
            CallId = "c1",
            Name = "get_order_details",
            Arguments = arguments,
        };
        AgentUpdate[] updates =
        [
            new TextDelta("a"),
            new ToolCallStarted(call),
            new ToolCallCompleted(
                call,
                new ToolResult
                {
                    CallId = "c1",
                    Name = call.Name,
                    Result = arguments,
                }
            ),
            new ApprovalNeeded(call, "Cancel #W1."),
            new RunCompleted { Model = "offline" },
            new RunFailed(ErrorCodes.Internal, "x", true),
        ];

        foreach (var update in updates)
        {
            var json = JsonSerializer.Serialize(update, ContractsJson.Default.AgentUpdate);
            Assert.IsType(update.GetType(), JsonSerializer.Deserialize(json, ContractsJson.Default.AgentUpdate));
        }
    }
}
