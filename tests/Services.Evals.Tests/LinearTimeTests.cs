using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Services.Evals.Evaluators;
using Services.Evals.Evaluators.Groundedness;
using Switchboard.Testing;

namespace Services.Evals.Tests;

/// <summary>What a turn's texts are made of does not decide what its scores cost, nor does how much its tools returned.</summary>
public sealed class LinearTimeTests
{
    private static readonly IReadOnlyList<HostileText> Texts = HostileTexts.For(typeof(IEvaluator).Assembly);

    public static TheoryData<string> Evaluators => ["relevance", "groundedness", "safety"];

    [Theory]
    [MemberData(nameof(Evaluators))]
    public void Evaluate_HostileAnswer_IsCheap(string metric) =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            text => Evaluate(metric, Turns.Of("Where is my order #W1000101?", text, ("get_order_details", Turns.Order)))
        );

    [Theory]
    [MemberData(nameof(Evaluators))]
    public void Evaluate_HostileQuestion_IsCheap(string metric) =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            text => Evaluate(metric, Turns.With(text, "Your order #W1000101 is pending.", [text], ("get_order_details", Turns.Order)))
        );

    [Theory]
    [MemberData(nameof(Evaluators))]
    public void Evaluate_HostileTextEverywhere_IsCheap(string metric) =>
        ProcessorTime.AssertWithinLimit(Texts, text => Evaluate(metric, Turns.With(text, text, [text], ("get_order_details", Json(text)))));

    /// <summary>300 addresses and as many amounts, each of which may stand anywhere in what the tools returned.</summary>
    [Theory]
    [InlineData("contact user{0:0000}@example.com ")]
    [InlineData("Order #W{0:0000000} is pending. ")]
    [InlineData("Nora Lind{0} paid ${0}.50 on 2026-03-04. ")]
    [InlineData("A difference of ${0}.25 remains. ")]
    public void Evaluate_ManyClaimsAgainstLargeGrounding_IsCheap(string claim)
    {
        var answer = string.Concat(
            Enumerable.Range(0, 300).Select(i => string.Format(System.Globalization.CultureInfo.InvariantCulture, claim, i))
        );
        var records = string.Concat(Enumerable.Range(0, 2_000).Select(static i => $"other{i:0000}@example.com paid {i}.75; "));
        var large = Turns.Of(
            "Who are they?",
            answer[..Math.Min(answer.Length, HostileTexts.Length)],
            [.. Enumerable.Repeat(("get_order_details", Json(records)), 40)]
        );

        ProcessorTime.AssertWithinLimit([new HostileText("300 claims against 3 MB", answer)], _ => Evaluate("groundedness", large));
    }

    private static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);

    private static void Evaluate(string metric, EvaluatedTurn turn)
    {
        IEvaluator evaluator = metric switch
        {
            "relevance" => new RelevanceEvaluator(),
            "groundedness" => new GroundednessEvaluator(),
            _ => new SafetyEvaluator(new Guardrails(), NullLogger<SafetyEvaluator>.Instance),
        };
        var score = evaluator.EvaluateAsync(turn, TestContext.Current.CancellationToken).AsTask().GetAwaiter().GetResult();
        Assert.InRange(score?.Value ?? 0, 0, 1);
    }

    /// <summary>Lets everything pass, at once.</summary>
    private sealed class Guardrails : HttpMessageHandler, IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(this, disposeHandler: false) { BaseAddress = new Uri("http://guardrails") };

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent("""{"action":"allow","text":""}""", Encoding.UTF8, "application/json"),
                }
            );
    }
}
