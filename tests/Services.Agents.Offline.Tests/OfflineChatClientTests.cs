using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.AI;
using Services.Agents.Offline;
using Services.Agents.Offline.Streaming;

namespace Services.Agents.Offline.Tests;

public sealed class OfflineChatClientTests
{
    private static readonly string[] Questions =
    [
        "Where is my order #W1000103?",
        "show my orders",
        "what is in #W1000104?",
        "what do you sell?",
        "what can you do?",
        "what is your refund policy?",
    ];

    [Fact]
    public void Reply_AnyCutPoint_ContinuesToTheSameText()
    {
        var replies = Questions.Select(question => ReplyAsync(question, null).GetAwaiter().GetResult()).ToArray();
        var cuts = Gen.Choose(0, Questions.Length - 1)
            .SelectMany(which => Gen.Choose(0, replies[which].Length).Select(at => (which, at)))
            .ToArbitrary();

        Prop.ForAll(
                cuts,
                cut =>
                {
                    var (which, at) = cut;
                    var delivered = replies[which][..at];
                    return delivered + ReplyAsync(Questions[which], delivered).GetAwaiter().GetResult() == replies[which];
                }
            )
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task Reply_SameConversationTwice_IsTheSame()
    {
        foreach (var question in Questions)
        {
            Assert.Equal(await ReplyAsync(question, null), await ReplyAsync(question, null));
        }
    }

    [Fact]
    public void Continuation_FactsChangedSince_EndsTheBrokenSentenceAndSaysOnlyWhatIsNew()
    {
        var rest = ResumedReply.RemainderAfter(
            "Order **#W1** is **pend",
            "Order **#W1** was **cancelled**. The refund of $5.00 goes back to the gift card."
        );

        Assert.StartsWith("…**\n\n", rest, StringComparison.Ordinal);
        Assert.Contains("refund of $5.00", rest, StringComparison.Ordinal);
    }

    [Fact]
    public void Continuation_SentenceWasRedacted_IsNotSaidAgain()
    {
        var rest = ResumedReply.RemainderAfter(
            "This is on file for you: the e-mail [redacted].\n\n",
            "This is on file for you: the e-mail nora@example.com.\n\nYour order is on its way."
        );

        Assert.DoesNotContain("on file", rest, StringComparison.Ordinal);
        Assert.EndsWith("Your order is on its way.", rest, StringComparison.Ordinal);
    }

    [Fact]
    public void Continuation_AllWasSaid_IsEmpty() =>
        Assert.Equal("", ResumedReply.RemainderAfter("All right, nothing was changed. ", "All right, nothing was changed."));

    [Fact]
    public async Task Streaming_Words_ConcatenateToTheReplyAndEndWithUsage()
    {
        using var client = new OfflineChatClient(new OfflineModelOptions { WordDelay = TimeSpan.Zero }, TimeProvider.System);
        List<ChatMessage> messages = [new(ChatRole.User, "what is your refund policy?")];

        var updates = await client.GetStreamingResponseAsync(messages).ToListAsync();
        var whole = await client.GetResponseAsync(messages);

        Assert.True(updates.Count > 20);
        Assert.Equal(whole.Text, string.Concat(updates.Select(update => update.Text)));
        var usage = Assert.Single(updates.SelectMany(update => update.Contents).OfType<UsageContent>()).Details;
        Assert.True(usage.InputTokenCount > 0 && usage.OutputTokenCount > 50);
        Assert.All(updates, update => Assert.Equal("offline", update.ModelId));
    }

    [Fact]
    public async Task Streaming_Cancelled_Stops()
    {
        using var client = new OfflineChatClient(new OfflineModelOptions { WordDelay = TimeSpan.FromSeconds(1) }, TimeProvider.System);
        using var cancel = new CancellationTokenSource();
        var said = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (
                var _ in client.GetStreamingResponseAsync([new ChatMessage(ChatRole.User, "what can you do?")], null, cancel.Token)
            )
            {
                said++;
                await cancel.CancelAsync();
            }
        });
        Assert.Equal(1, said);
    }

    [Fact]
    public async Task Call_WithoutTheTool_IsNotMade()
    {
        using var client = new OfflineChatClient(new OfflineModelOptions { WordDelay = TimeSpan.Zero }, TimeProvider.System);

        var response = await client.GetResponseAsync([new ChatMessage(ChatRole.User, "where is my order #W1000101?")]);

        Assert.DoesNotContain(response.Messages[0].Contents, content => content is FunctionCallContent);
        Assert.NotEmpty(response.Text);
    }

    private static async Task<string> ReplyAsync(string question, string? continueAfter)
    {
        using var talk = new Conversation(new MemoryShop(), continueAfter: continueAfter);
        return await talk.SayAsync(question);
    }
}
