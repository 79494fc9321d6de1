using Services.Agents.Runs;
using Services.Agents.Tests.Support;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Messages;

namespace Services.Agents.Tests.Runs;

/// <summary>Replies of which a part was delivered.</summary>
public sealed class ReplyResumptionTests
{
    private const string Reply = "It is on its way. It is at the depot.";

    [Fact]
    public void Next_ModelBeginsAgain_GivesTheRestWhereverItBroke()
    {
        for (var broken = 0; broken <= Reply.Length; broken++)
        {
            for (var size = 1; size <= 5; size++)
            {
                var resumption = ReplyResumption.Of(Request(Reply[..broken]));

                var rest = string.Concat(Reply.Chunk(size).Select(piece => resumption.RemoveDelivered(new string(piece))));

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
        var resumption = ReplyResumption.Of(Request(delivered));

        Assert.Equal(more, string.Concat(more.Select(character => resumption.RemoveDelivered(character.ToString()))));
    }

    [Fact]
    public void Of_TranscriptHoldsTheReplysBeginning_OnlyTheRestIsExpected()
    {
        var resumption = ReplyResumption.Of(
            Request("Let me look. It is", new TranscriptMessage { Role = MessageRole.Assistant, Content = "Let me look. " })
        );

        Assert.Equal("", resumption.UndeliveredText);
        Assert.Equal(" late.", resumption.RemoveDelivered("It is late."));
    }

    [Fact]
    public void Of_TranscriptHoldsMoreThanWasDelivered_TheRestIsOwed()
    {
        var resumption = ReplyResumption.Of(
            Request("Let me", new TranscriptMessage { Role = MessageRole.Assistant, Content = "Let me look. " })
        );

        Assert.Equal(" look. ", resumption.UndeliveredText);
        Assert.Equal("It is late.", resumption.RemoveDelivered("It is late."));
    }

    /// <summary>What a model says behind a tool, of which any part was delivered, whether it begins again or goes on.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Progress_BehindATool_ReadsAsIfNothingHadHappenedWhereverItBroke(bool beginsAgain)
    {
        const string Before = "Let me look.";
        const string Behind = "Your order is pending. It ships on Monday.\n\nAnything else?";
        var whole = $"{Before}\n\n{Behind}";
        for (var broken = Before.Length; broken < whole.Length; broken++)
        {
            var spoken = Math.Max(0, broken - Before.Length - 2);
            var says = beginsAgain ? Behind : Behind[spoken..];
            for (var size = 1; size <= 5; size++)
            {
                var before = new TranscriptMessage { Role = MessageRole.Assistant, Content = Before };
                var progress = new RunProgress(ReplyResumption.Of(Request(whole[..broken], before)), Citations.Of([]));

                var rest = string.Concat(says.Chunk(size).Select(piece => progress.AppendText(new string(piece))?.Text));

                Assert.Equal(whole, whole[..broken] + rest);
            }
        }
    }

    [Theory]
    [InlineData("It is on its way. ", " It comes tomorrow.", "It comes tomorrow.")]
    [InlineData("It is on its way.\n\n", "\n\nIt comes tomorrow.", "It comes tomorrow.")]
    [InlineData("It is on its way.\n", "\n\nIt comes tomorrow.", "\nIt comes tomorrow.")]
    [InlineData("It is on its way.", " It comes tomorrow.", " It comes tomorrow.")]
    public void Next_ModelGoesOnWithBlanks_AddsNoneToThoseThatAreThere(string delivered, string says, string expected) =>
        Assert.Equal(expected, ReplyResumption.Of(Request(delivered)).RemoveDelivered(says));

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
