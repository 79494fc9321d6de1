using Services.Evals.Evaluators;
using Services.Evals.Evaluators.Groundedness;

namespace Services.Evals.Tests;

public sealed class GroundednessEvaluatorTests
{
    private readonly GroundednessEvaluator _evaluator = new();

    [Theory]
    [InlineData("Order #W1000101 is pending.")]
    [InlineData(
        "Your order #W1000101 is **pending**. It contains a Merino Sweater for $89.50 and a Desk Lamp for $84.25, $173.75 in total."
    )]
    [InlineData("It has 2 items and goes to Madison.")]
    [InlineData("You placed order #W1000101 on March 4, 2025.")]
    [InlineData("You placed it on 2025-03-04. Refunds take 5 to 7 business days.")]
    [InlineData("- Merino Sweater: $89.50\n- Desk Lamp: $84.25")]
    [InlineData("Order #W1000101 is pending: it has not been processed yet, so it can still be cancelled.")]
    [InlineData("Goodbye Nora, order #W1000101 stays as it is. Once it is delivered, you can return it.")]
    [InlineData(
        "I would do this for you: Cancel order #W1000101 (2 items, $173.75); $173.75 goes back to the card ending 4242 within 5 "
            + "to 7 business days."
    )]
    [InlineData("The difference of $5.25 is refunded.")]
    public async Task EvaluateAsync_EveryFactIsInAToolResult_IsOne(string answer)
    {
        var score = await _evaluator.EvaluateAsync(
            Turns.Of("Where is my order?", answer, ("get_order_details", Turns.Order)),
            TestContext.Current.CancellationToken
        );

        Assert.NotNull(score);
        Assert.Equal(1, score.Value);
        Assert.Empty(score.Flags);
    }

    [Theory]
    [InlineData("Order #W1000101 is delivered.")]
    [InlineData("Order #W9999999 is pending.")]
    [InlineData("The total is $199.99.")]
    [InlineData("It will arrive on June 12, 2025.")]
    [InlineData("It contains a Camping Tent.")]
    [InlineData("It has 7 items.")]
    [InlineData("The order was already delivered.")]
    [InlineData("It was bought by Oliver Smith.")]
    public async Task EvaluateAsync_AFactIsInNoToolResult_IsFlagged(string answer)
    {
        var score = await _evaluator.EvaluateAsync(
            Turns.Of("Where is my order?", answer, ("get_order_details", Turns.Order)),
            TestContext.Current.CancellationToken
        );

        Assert.NotNull(score);
        Assert.Equal(0, score.Value);
        Assert.Contains(EvaluationFlags.Ungrounded, score.Flags);
    }

    [Theory]
    [InlineData("Hello! How can I help you today?")]
    [InlineData("Which order do you mean? Please give me the order number.")]
    [InlineData("I'm sorry, I can't help with that.")]
    [InlineData("I'm not sure what you mean, and I'd rather not guess. Would you like me to hand you over to a person?")]
    [InlineData("A pending order can be cancelled. Orders that are processed can neither be cancelled nor changed.")]
    [InlineData("")]
    public async Task EvaluateAsync_NoFactsClaimed_DoesNotApply(string answer) =>
        Assert.Null(await _evaluator.EvaluateAsync(Turns.Of("hi", answer), TestContext.Current.CancellationToken));

    [Fact]
    public async Task EvaluateAsync_HalfOfTheStatementsBacked_IsHalf()
    {
        var turn = Turns.Of("Status?", "Order #W1000101 is pending. It was shipped to Boulder.", ("get_order_details", Turns.Order));

        var score = await _evaluator.EvaluateAsync(turn, TestContext.Current.CancellationToken);

        Assert.Equal(0.5, score!.Value);
    }

    [Fact]
    public async Task EvaluateAsync_ActionWithoutATool_IsFlagged()
    {
        var score = await _evaluator.EvaluateAsync(
            Turns.Of("cancel #W1000101", "I've cancelled order #W1000101."),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(0, score!.Value);
        Assert.Contains(EvaluationFlags.UnbackedAction, score.Flags);
    }

    [Fact]
    public async Task EvaluateAsync_ActionOfATool_IsBacked()
    {
        var done = Turns.Order.Replace("pending", "cancelled", StringComparison.Ordinal);
        var turn = Turns.Of("yes", "Done. I've cancelled order #W1000101; it is now cancelled.", ("cancel_pending_order", done));

        Assert.Equal(1, (await _evaluator.EvaluateAsync(turn, TestContext.Current.CancellationToken))!.Value);
    }

    [Fact]
    public async Task EvaluateAsync_FactFromEarlierInTheSession_IsBacked()
    {
        var turn = Turns.With("what was the total again?", "The total is $173.75.", ["Order #W1000101 is pending; the total is $173.75."]);

        Assert.Equal(1, (await _evaluator.EvaluateAsync(turn, TestContext.Current.CancellationToken))!.Value);
    }
}
