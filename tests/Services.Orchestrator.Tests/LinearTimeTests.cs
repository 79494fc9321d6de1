using System.Text;
using System.Text.Json;
using Services.Contracts.Agents;
using Services.Contracts.Json;
using Services.Contracts.Messages;
using Services.Orchestrator.Agents;
using Services.Orchestrator.Approvals;
using Services.Orchestrator.Context;
using Services.Orchestrator.Replies;
using Switchboard.Testing;

namespace Services.Orchestrator.Tests;

/// <summary>What a message or a reply is made of does not decide what it costs to pass it on.</summary>
public sealed class LinearTimeTests
{
    private static readonly IReadOnlyList<HostileText> Texts = HostileTexts.For(typeof(ContextWindow).Assembly);
    private static readonly TiktokenCounter Counter = new();

    [Fact]
    public void Fit_HostileMessage_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            static text => ContextWindow.Fit([Message(MessageRole.User, text), Message(MessageRole.User, "hello")], 4_000, Counter)
        );

    [Fact]
    public void Count_ALongText_IsClose()
    {
        var text = string.Concat(Enumerable.Repeat("Your order #W1234567 is on its way to Zürich; it costs $1,234.50. ", 40));
        var one = Counter.Count(text[..66]);

        Assert.InRange(Counter.Count(text), (one - 1) * 40, (one + 1) * 40);
    }

    [Fact]
    public void Parse_HostileAnswer_IsCheap()
    {
        var asked = new ToolCall
        {
            CallId = "1",
            Name = "cancel_pending_order",
            Arguments = JsonElement.Parse("{}"),
        };
        ProcessorTime.AssertWithinLimit(Texts, text => ApprovalAnswerParser.Parse(text, asked));
        ProcessorTime.AssertWithinLimit(Texts, text => ApprovalAnswerParser.Parse("yes, " + text, asked));
    }

    [Fact]
    public void TakeReady_HostileReplyInPieces_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            static text =>
            {
                var buffer = new SentenceBuffer(new ReplyOptions(), TimeProvider.System);
                foreach (var piece in text.Chunk(8))
                {
                    buffer.Add(new string(piece));
                    buffer.TakeReady();
                }
            }
        );

    [Fact]
    public void SentenceBoundary_HostileText_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            static text =>
            {
                SentenceBoundary.LastEnd(text);
                SentenceBoundary.LastSafeCut(text);
            }
        );

    [Fact]
    public void ReadAsync_HostileLines_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            static text =>
            {
                var line = JsonSerializer.Serialize(Message(MessageRole.User, text), ContractsJson.Default.TranscriptMessage);
                Read(line);
                Read($"{line}\n{text}");
            }
        );

    private static void Read(string lines)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(lines));
        try
        {
            var read = NdjsonReader
                .ReadAsync(stream, ContractsJson.Default.TranscriptMessage, TestContext.Current.CancellationToken)
                .ToListAsync(TestContext.Current.CancellationToken)
                .AsTask();
            Assert.True(read.IsCompleted);
            read.GetAwaiter().GetResult();
        }
        catch (InvalidDataException)
        {
            // Most texts are no lines of JSON.
        }
    }

    private static TranscriptMessage Message(MessageRole role, string text) => new() { Role = role, Content = text };
}
