namespace Services.Contracts.Evaluations;

/// <summary>Names of the runtime scores, each 0 (worst) to 1 (best).</summary>
public static class EvaluationMetrics
{
    /// <summary>Does the answer speak to the question?</summary>
    public const string Relevance = "relevance";

    /// <summary>Is each fact of the answer in a tool result?</summary>
    public const string Groundedness = "groundedness";

    /// <summary>Is it free of what the output guard forbids?</summary>
    public const string Safety = "safety";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Relevance, Groundedness, Safety];
}
