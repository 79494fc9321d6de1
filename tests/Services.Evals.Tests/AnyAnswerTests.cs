using Services.Evals.Evaluators;
using Services.Evals.Evaluators.Groundedness;

namespace Services.Evals.Tests;

/// <summary>
/// What holds for every answer, however strange: a score between 0 and 1 or none, and no pattern that runs into its time limit.
/// </summary>
public sealed class AnyAnswerTests
{
    private const int Texts = 1_500;
    private const int LongestText = 150;

    private static readonly string[] Pieces =
    [
        "#W1000101",
        "T-10001",
        "$1,234.56",
        "1,",
        "234",
        ".5",
        "620600573136",
        "2025-03-04",
        "March 4, 2025",
        "4 Mar",
        "nora@example.com",
        "credit_card_1",
        "is ",
        "now ",
        "pending",
        "return requested",
        "not ",
        "once ",
        "I've ",
        "has been ",
        "cancelled",
        "Nora ",
        "Lindgren ",
        "Hello ",
        "Which order",
        "?",
        ".",
        " ",
        "\n",
        "- ",
        "**",
        "|",
        "(",
        "'",
        "’",
        "5 to 7 business days",
        "difference ",
        "what ",
        "please ",
        "could you ",
        "two items",
        "sorry ",
        "\uD83D",
        "é",
        "{",
        "[",
        "a",
        "0",
    ];

    private static readonly IEvaluator[] Evaluators = [new RelevanceEvaluator(), new GroundednessEvaluator()];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task EvaluateAsync_AnyTexts_ScoresWithinRange(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < Texts; i++)
        {
            var few = random.GetItems(Pieces, 1 + random.Next(8));
            var turn = Turns.Of(Text(), Text(), ("get_order_details", Turns.Order));
            foreach (var evaluator in Evaluators)
            {
                if (await evaluator.EvaluateAsync(turn, TestContext.Current.CancellationToken) is { } score)
                {
                    Assert.InRange(score.Value, 0, 1);
                }
            }

            string Text() => string.Concat(random.GetItems(few, random.Next(LongestText)));
        }
    }
}
