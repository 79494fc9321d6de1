using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Understanding;
using Services.Agents.Routing;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Messages;

namespace Services.Agents.Tests.Routing;

public sealed class ClassifierTriageTests
{
    private static readonly ClassifierTriage Triage = new(new DialogueClassifier());

    [Theory]
    [InlineData("Where is my order #W1000101?", AgentNames.Order, Intents.TrackOrder)]
    [InlineData("What e-mail address do you have for me?", AgentNames.Customer, Intents.AccountDetails)]
    [InlineData("My lamp arrived broken, please open a ticket", AgentNames.Support, Intents.CreateTicket)]
    [InlineData("How much have I spent this year?", AgentNames.Analytics, Intents.Spending)]
    [InlineData("Write me a poem about the sea", AgentNames.Support, Intents.Unknown)]
    public async Task Classify_FirstMessage_PicksTheAgent(string text, string agent, string intent)
    {
        var result = await ClassifyAsync(null, text);

        Assert.Equal((agent, intent), (result.Agent, result.Intent));
        Assert.InRange(result.Confidence, 0, 1);
    }

    [Fact]
    public async Task Classify_BareYes_StaysWithThePreviousAgent() =>
        Assert.Equal(AgentNames.Customer, (await ClassifyAsync(AgentNames.Customer, "show my account", "Here it is.", "yes")).Agent);

    [Fact]
    public async Task Classify_CancelItAfterAnalytics_GoesToOrders() =>
        Assert.Equal(
            AgentNames.Order,
            (await ClassifyAsync(AgentNames.Analytics, "how much did I spend", "You spent $10.00 on order #W1000101.", "cancel it")).Agent
        );

    [Theory]
    [InlineData("the second one")]
    [InlineData("#W1000104")]
    [InlineData("2")]
    public async Task Classify_AnswerToWhichOrder_KeepsTheIntent(string answer)
    {
        var result = await ClassifyAsync(
            AgentNames.Order,
            "cancel my order",
            "There are 2 pending orders:\n\n1. **#W1000101**\n2. **#W1000104**\n\nWhich order do you mean?",
            answer
        );

        Assert.Equal((AgentNames.Order, Intents.CancelOrder), (result.Agent, result.Intent));
    }

    [Fact]
    public async Task Classify_YesToAnOfferedTicket_GoesToSupport() =>
        Assert.Equal(
            Intents.CreateTicket,
            (
                await ClassifyAsync(
                    AgentNames.Order,
                    "I am unhappy",
                    "I'm sorry. Shall I open a ticket for our support team?",
                    "yes please"
                )
            ).Intent
        );

    [Fact]
    public async Task Classify_SameConversationTwice_SaysTheSame() =>
        Assert.Equal(await ClassifyAsync(null, "swap the lamp for a red one"), await ClassifyAsync(null, "swap the lamp for a red one"));

    private static async Task<TriageResult> ClassifyAsync(string? previous, params string[] turns) =>
        await Triage.ClassifyAsync(
            new TriageRequest
            {
                Caller = new Caller
                {
                    UserId = "u",
                    Name = "Nora",
                    Role = Role.Customer,
                    CustomerId = "nora_lindgren_1001",
                },
                Messages =
                [
                    .. turns.Select(
                        (text, i) => new TranscriptMessage { Role = i % 2 == 0 ? MessageRole.User : MessageRole.Assistant, Content = text }
                    ),
                ],
                PreviousAgent = previous,
            },
            CancellationToken.None
        );
}
