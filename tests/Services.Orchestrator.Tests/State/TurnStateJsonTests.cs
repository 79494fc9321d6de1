using System.Text.Json;
using Services.Contracts.Access;
using Services.Contracts.Guardrails;
using Services.Contracts.Ids;
using Services.Contracts.Turns;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Tests.State;

public sealed class TurnStateJsonTests
{
    [Fact]
    public void Serialize_State_HasTheNamesOfStoredCheckpoints()
    {
        var state = new TurnState
        {
            Message = new TurnRequested
            {
                SessionId = SessionId.New(),
                TurnId = TurnId.New(),
                MessageId = MessageId.New(),
                Ordinal = 1,
                Caller = new Caller
                {
                    UserId = "u",
                    Name = "Ada",
                    Role = Role.Customer,
                },
                RequestedAt = DateTimeOffset.UnixEpoch,
                Content = "Where?",
            },
            Question = "Where?",
            ApprovalDecision = new ApprovalDecision(ApprovalId.New(), "c1", true, null),
            PendingCall = new PendingCall(
                ApprovalId.New(),
                new()
                {
                    CallId = "c2",
                    Name = "tool",
                    Arguments = JsonElement.Parse("{}"),
                },
                "It is done.",
                DateTimeOffset.UnixEpoch
            ),
            Redactions = [new Redaction(0, 1, "as written")],
            Unchecked = ["the end"],
            Block = new GuardrailBlock("No.", ["pii"], GuardrailStage.Output),
        };

        var json = JsonSerializer.SerializeToElement(state, OrchestratorJson.Default.TurnState);

        Assert.All(
            ["continuation", "work", "workTextLength", "asks", "rewrites", "held", "heldFrom", "refusal"],
            name => Assert.True(json.TryGetProperty(name, out _), name)
        );
        Assert.Equal("as written", json.GetProperty("rewrites")[0].GetProperty("raw").GetString());
        Assert.Equal("output", json.GetProperty("refusal").GetProperty("stage").GetString());
        Assert.Equal(
            json.GetRawText(),
            JsonSerializer.Serialize(json.Deserialize(OrchestratorJson.Default.TurnState), OrchestratorJson.Default.TurnState)
        );
    }
}
