using Services.Agents.Runs;
using Services.Agents.Tests.Support;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Messages;

namespace Services.Agents.Tests.Runs;

/// <summary>Replies of which a part was delivered.</summary>
public sealed class ContinuationTests
{
    private const string Reply = "It is on its way. It is at the depot.";

    [Fact]
    public void Next_ModelBeginsAgain_GivesTheRestWhereverItBroke()
    {
        for (var broken = 0; broken <= Reply.Length; broken++)
        {
            for (var size = 1; size <= 5; size++)
            {
                var continuation = Continuation.Of(Request(Reply[..broken]));

                var rest = string.Concat(Reply.Chunk(size).Select(piece => continuation.Next(new string(piece))));

                Assert.Equal(Reply, Reply[..broken] + rest);
            }
        }
    }

    [Theory]
    [InlineData("It is on", " its way.")]
    [InlineData("It is on ", "Is that all?")]
    [InlineData("It is", "It was late.")]
    public void Next_ModelGoesOn_GivesAllOfIt(string delivered, string more)
    {
        var continuation = Continuation.Of(Request(delivered));

        Assert.Equal(more, string.Concat(more.Select(character => continuation.Next(character.ToString()))));
    }

    [Fact]
    public void Of_TranscriptHoldsTheReplysBeginning_OnlyTheRestIsExpected()
    {
        var continuation = Continuation.Of(
            Request("Let me look. It is", new TranscriptMessage { Role = MessageRole.Assistant, Content = "Let me look. " })
        );

        Assert.Equal("", continuation.Owed);
        Assert.Equal(" late.", continuation.Next("It is late."));
    }

    [Fact]
    public void Of_TranscriptHoldsMoreThanWasDelivered_TheRestIsOwed()
    {
        var continuation = Continuation.Of(
            Request("Let me", new TranscriptMessage { Role = MessageRole.Assistant, Content = "Let me look. " })
        );

        Assert.Equal(" look. ", continuation.Owed);
        Assert.Equal("It is late.", continuation.Next("It is late."));
    }

    private static AgentRunRequest Request(string delivered, params TranscriptMessage[] afterTheUser) =>
        new()
        {
            SessionId = SessionId.New(),
            TurnId = TurnId.New(),
            Caller = People.Ada,
            Messages = [new TranscriptMessage { Role = MessageRole.User, Content = "Where?" }, .. afterTheUser],
            IdempotencyScope = "scope",
            ContinueAfter = delivered,
        };
}
