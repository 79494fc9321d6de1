using Services.Evals.Evaluators;

namespace Services.Evals.Tests;

public sealed class RelevanceEvaluatorTests
{
    private readonly RelevanceEvaluator _evaluator = new();

    [Theory]
    [InlineData("Where is my order #W1000101?", "Order #W1000101 is pending and has not shipped yet.")]
    [InlineData("cancel order #W1000101", "I will cancel order #W1000101 and refund $173.75 to your card. Shall I go ahead?")]
    [InlineData("cancel my order", "Which order would you like to cancel? Please give me the order number.")]
    [InlineData("How much did I spend last year?", "You spent $1,204.50 in total on 7 orders.")]
    [InlineData("my lamp arrived broken", "I'm sorry to hear that. I can open a ticket for the Desk Lamp. Shall I?")]
    [InlineData("hello", "Hello! How can I help you today?")]
    [InlineData(
        "Can you change the address of #W1000103?",
        "I can't change the address of order #W1000103, because it is already processed."
    )]
    [InlineData("Where is order #W9999999?", "Order #W9999999 was not found.")]
    [InlineData("show my orders", "Here are your latest orders: #W1000101, pending; #W1000102, delivered.")]
    [InlineData("what colours does the rain jacket come in?", "The Rain Jacket comes in black, navy and sand.")]
    public async Task EvaluateAsync_AnAnswerToTheQuestion_ScoresHigh(string question, string answer)
    {
        var score = await _evaluator.EvaluateAsync(Turns.Of(question, answer), TestContext.Current.CancellationToken);

        Assert.NotNull(score);
        Assert.InRange(score.Value, 0.65, 1);
        Assert.Empty(score.Flags);
    }

    [Theory]
    [InlineData("Where is my order #W1000101?", "The Wool Socks come in six colours.")]
    [InlineData("Where is my order #W1000101?", "Order #W2000202 is delivered.")]
    [InlineData("How much did I spend last year?", "The Rain Jacket is waterproof.")]
    [InlineData("cancel order #W1000101", "")]
    [InlineData(
        "how much is the Standing Desk?",
        "I'm not sure what you mean, and I'd rather not guess. I can look up products and track your orders."
    )]
    public async Task EvaluateAsync_AnAnswerToSomethingElse_ScoresLow(string question, string answer)
    {
        var score = await _evaluator.EvaluateAsync(Turns.Of(question, answer), TestContext.Current.CancellationToken);

        Assert.NotNull(score);
        Assert.InRange(score.Value, 0, 0.35);
        Assert.NotEmpty(score.Flags);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("yes please, go ahead")]
    [InlineData("?")]
    public async Task EvaluateAsync_AQuestionWithoutContent_DoesNotApply(string question) =>
        Assert.Null(await _evaluator.EvaluateAsync(Turns.Of(question, "Done."), TestContext.Current.CancellationToken));
}
