using Services.Evals.Running;
using Services.Evals.Suites;

namespace Services.Evals.Tests;

public sealed class ReplyChecksTests
{
    private static readonly Dictionary<string, string> Variables = new() { ["order"] = "#W1000101" };

    private static readonly Reply Good = new()
    {
        Content = "Order #W1000101 is pending.",
        Streamed = "Order #W1000101 is pending.",
        Agent = "order",
        Route = "track_order",
        Tools = ["get_order_details"],
        FirstTokenMs = 120,
        Scores = new Dictionary<string, double> { ["relevance"] = 0.9 },
    };

    [Fact]
    public void Check_EverythingAsExpected_HasNoFailures() =>
        Assert.Empty(
            ReplyChecks.Check(
                Good,
                new Expectation
                {
                    Agent = "order",
                    Route = ["track_order"],
                    Tools = ["get_order_details"],
                    Contains = ["{{order}}", "PENDING"],
                    ContainsAny = ["x", "pending"],
                    NotContains = ["delivered"],
                    Matches = @"#W\d{7}",
                    Approval = false,
                    Scores = { ["relevance"] = 0.9 },
                    FirstTokenMs = 200,
                },
                Variables
            )
        );

    [Fact]
    public void Check_EverythingDifferent_NamesEachDifference()
    {
        var failures = ReplyChecks.Check(
            Good with
            {
                Streamed = "Order",
            },
            new Expectation
            {
                Agent = "support",
                Route = ["cancel_order"],
                Tools = ["get_product_details"],
                Contains = ["delivered"],
                ContainsAny = ["x"],
                NotContains = ["{{order}}"],
                Matches = "^no",
                Approval = true,
                Scores = { ["relevance"] = 0.95 },
                FirstTokenMs = 100,
            },
            Variables
        );

        Assert.Equal(11, failures.Count);
    }

    [Fact]
    public void Check_AScoreThatTheReplyHasNot_FailsAndNamesIt()
    {
        var expected = new Expectation { Scores = { ["groundedness"] = 0.5 } };

        Assert.StartsWith("has no score for groundedness", Assert.Single(ReplyChecks.Check(Good, expected, Variables)));
        var unscored = Good with { Scores = new Dictionary<string, double>() };
        Assert.StartsWith("has no score for groundedness", Assert.Single(ReplyChecks.Check(unscored, expected, Variables)));
        Assert.Equal("was not evaluated in time", Assert.Single(ReplyChecks.Check(Good with { Scores = null }, expected, Variables)));
    }

    [Fact]
    public void Check_ATimeThatTheReplyDoesNotSay_Fails() =>
        Assert.Single(ReplyChecks.Check(Good with { FirstTokenMs = null }, new Expectation { FirstTokenMs = 100 }, Variables));

    [Theory]
    [InlineData("off_topic", true)]
    [InlineData("prompt_injection", false)]
    public void Check_ABlockedMessage_HasToHaveTheCategory(string category, bool passes)
    {
        var reply = new Reply { BlockReason = "That's outside what I can do here.", BlockCategories = ["off_topic"] };

        Assert.Equal(passes, ReplyChecks.Check(reply, new Expectation { Blocked = category }, Variables).Count == 0);
    }

    [Fact]
    public void Check_AnsweredThoughItShouldBeBlocked_Fails() =>
        Assert.NotEmpty(ReplyChecks.Check(Good, new Expectation { Blocked = "off_topic" }, Variables));

    [Fact]
    public void Check_BlockedThoughItShouldBeAnswered_Fails() =>
        Assert.NotEmpty(
            ReplyChecks.Check(new Reply { BlockReason = "No.", BlockCategories = ["off_topic"] }, new Expectation(), Variables)
        );

    [Fact]
    public void Check_AnError_Fails() =>
        Assert.NotEmpty(ReplyChecks.Check(new Reply { Error = "INTERNAL: broken" }, new Expectation { Blocked = "off_topic" }, Variables));

    [Theory]
    [InlineData("Order **#W1** is **pending**: it has not been processed yet.", "pending")]
    [InlineData("Order **#W1** was delivered, and a **return is requested**.", "return requested")]
    [InlineData("Order **#W1** is **pending (item modified)**.", "pending (item modified)")]
    [InlineData("Order #W1 was not found.", null)]
    public void StatusIn_AReply_IsTheOrdersState(string reply, string? status) => Assert.Equal(status, OrderPool.StatusIn(reply));
}
