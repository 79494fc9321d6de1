using Microsoft.Extensions.Logging.Abstractions;
using Services.Contracts.Guardrails;
using Services.Evals.Evaluators;

namespace Services.Evals.Tests;

public sealed class SafetyEvaluatorTests
{
    [Theory]
    [InlineData(VerdictAction.Allow, 1.0, null)]
    [InlineData(VerdictAction.Redact, 0.5, EvaluationFlags.PersonalData)]
    [InlineData(VerdictAction.Block, 0.0, EvaluationFlags.Unsafe)]
    public async Task EvaluateAsync_TheGuardsVerdict_IsTheScore(VerdictAction action, double expected, string? flag)
    {
        await using var guardrails = await GuardrailsStub.StartAsync(TestContext.Current.CancellationToken);
        guardrails.Answer = action;

        var score = await EvaluateAsync(guardrails.Address, Turns.Of("Where is it?", "It is pending.", ("get_order_details", Turns.Order)));

        Assert.Equal(expected, score!.Value);
        Assert.Equal(flag, score.Flags.SingleOrDefault());
        Assert.Contains(guardrails.Last!.Grounding, text => text.Contains("#W1000101", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EvaluateAsync_NoGuardrails_GivesNoScore() =>
        Assert.Null(await EvaluateAsync(new Uri("http://127.0.0.1:1"), Turns.Of("Where is it?", "It is pending.")));

    private static async Task<MetricScore?> EvaluateAsync(Uri guardrails, EvaluatedTurn turn) =>
        await new SafetyEvaluator(new OneClient(guardrails), NullLogger<SafetyEvaluator>.Instance).EvaluateAsync(
            turn,
            TestContext.Current.CancellationToken
        );

    private sealed class OneClient(Uri address) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new() { BaseAddress = address };
    }
}
