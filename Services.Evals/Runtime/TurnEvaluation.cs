namespace Services.Evals.Runtime;

/// <summary>The result of evaluating a turn.</summary>
/// <param name="Scores">Metric to score; what does not apply is absent.</param>
/// <param name="Flags">Distinct, in the order in which they came up.</param>
internal sealed record TurnEvaluation(IReadOnlyDictionary<string, double> Scores, IReadOnlyList<string> Flags);
