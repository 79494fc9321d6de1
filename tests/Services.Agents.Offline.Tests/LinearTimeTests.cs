using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Agents.Offline.Hints;
using Services.Agents.Offline.Streaming;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Retail.Tools;
using Switchboard.Testing;

namespace Services.Agents.Offline.Tests;

/// <summary>What a message is made of does not decide what it costs: not now, and not later when it stands in the history.</summary>
public sealed class LinearTimeTests
{
    private static readonly IReadOnlyList<HostileText> Texts = HostileTexts.For(typeof(OfflineChatClient).Assembly);
    private static readonly DialogueClassifier Classifier = new();
    private static readonly OfflineChatClient Model = new(new OfflineModelOptions { WordDelay = TimeSpan.Zero }, TimeProvider.System);

    private static readonly ChatOptions Options = new()
    {
        Tools = new MemoryShop().Tools,
        AdditionalProperties = new AdditionalPropertiesDictionary
        {
            [ModelHints.CustomerId] = MemoryShop.Customer,
            [ModelHints.CallerName] = "Nora Lindgren",
            [ModelHints.CallerRole] = EnumNames.Of(Role.Customer),
            [ModelHints.Today] = "2026-06-15",
        },
    };

    [Fact]
    public void Classify_HostileMessage_IsCheap() =>
        ProcessorTime.AssertWithinLimit(Texts, static text => Classifier.Classify([Message(MessageRole.User, text)]));

    [Fact]
    public void Classify_HostileMessageInTheHistory_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            static text =>
                Classifier.Classify([
                    Message(MessageRole.User, text),
                    Message(MessageRole.Assistant, text),
                    Message(MessageRole.User, "Where is my order?"),
                ])
        );

    [Theory]
    [InlineData(ToolNames.ModifyAddress)]
    [InlineData(ToolNames.ReturnItems)]
    public void Classify_HostileMessageInsteadOfAnAnswer_IsCheap(string tool)
    {
        using var nothing = JsonDocument.Parse("{}");
        var call = new ToolCall
        {
            CallId = "1",
            Name = tool,
            Arguments = nothing.RootElement,
        };
        var result = new ToolResult
        {
            CallId = "1",
            Name = tool,
            Result = nothing.RootElement,
            IsError = true,
            Refusal = RefusalKind.Superseded,
        };
        ProcessorTime.AssertWithinLimit(
            Texts,
            text =>
                Classifier.Classify([
                    Message(MessageRole.User, "I'd like to change order #W1000101"),
                    new TranscriptMessage { Role = MessageRole.Assistant, ToolCalls = [call] },
                    new TranscriptMessage { Role = MessageRole.Tool, ToolResult = result },
                    Message(MessageRole.User, text),
                ])
        );
    }

    [Theory]
    [InlineData("Which order do you mean?")]
    [InlineData("What is the full address (street, city, state and ZIP code)?")]
    [InlineData("What should I write in the ticket?")]
    public void Answer_HostileAnswerToAQuestion_IsCheap(string question) =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            text => Answer([Said("I'd like to change the address of an order"), Asked(question), Said(text)])
        );

    [Fact]
    public void Answer_HostileMessage_IsCheap() => ProcessorTime.AssertWithinLimit(Texts, static text => Answer([Said(text)]));

    [Fact]
    public void Answer_HostileMessageInTheHistory_IsCheap() =>
        ProcessorTime.AssertWithinLimit(Texts, static text => Answer([Said(text), Asked(text), Said("open a ticket please")]));

    /// <summary>A context window's worth of them: what a message costs is bounded, so a conversation's cost is.</summary>
    [Fact]
    public void Answer_HostileMessagesOnly_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            [.. HostileTexts.OfRuns()],
            static text =>
                Answer([.. Enumerable.Repeat<ChatMessage[]>([Said(text), Asked(text)], 3).SelectMany(static m => m), Said("hello")])
        );

    [Fact]
    public void Split_HostileReply_IsCheap() =>
        ProcessorTime.AssertWithinLimit(Texts, static text => Assert.Equal(text, string.Concat(WordStream.Split(text))));

    [Fact]
    public void RemainderAfter_HostileTextDelivered_IsCheap() =>
        ProcessorTime.AssertWithinLimit(Texts, static text => ResumedReply.RemainderAfter(text, text[100..]));

    /// <summary>A tool's result is data of other people: what they have written is rendered, and may be hostile as well.</summary>
    [Fact]
    public void Answer_HostileToolResult_IsCheap()
    {
        var shop = new MemoryShop();
        var order = shop.Order("#W1000101");
        ProcessorTime.AssertWithinLimit(
            Texts,
            text =>
            {
                shop.Replace(order with { Items = [order.Items[0] with { Name = text }], Address = order.Address with { City = text } });
                using var talk = new Conversation(shop);
                var reply = talk.SayAsync("Where is my order #W1000101?");
                Assert.True(reply.IsCompletedSuccessfully, reply.Exception?.Message);
            }
        );
    }

    private static void Answer(List<ChatMessage> messages)
    {
        var answer = Model.GetResponseAsync(messages, Options, TestContext.Current.CancellationToken);
        Assert.True(answer.IsCompletedSuccessfully, answer.Exception?.Message);
    }

    private static ChatMessage Said(string text) => new(ChatRole.User, text);

    private static ChatMessage Asked(string text) => new(ChatRole.Assistant, text);

    private static TranscriptMessage Message(MessageRole role, string text) => new() { Role = role, Content = text };
}
