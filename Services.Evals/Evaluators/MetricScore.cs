namespace Services.Evals.Evaluators;

/// <summary>What an evaluator found.</summary>
/// <param name="Value">0 (worst) to 1 (best).</param>
/// <param name="Flags">What a reader should look at; empty if nothing.</param>
internal sealed record MetricScore(double Value, params IReadOnlyList<string> Flags);
