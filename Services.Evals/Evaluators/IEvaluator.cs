namespace Services.Evals.Evaluators;

/// <summary>Scores one quality of a finished turn. Thread-safe.</summary>
internal interface IEvaluator
{
    /// <summary>One of <see cref="Contracts.Evaluations.EvaluationMetrics"/>.</summary>
    string Metric { get; }

    /// <summary>The score; null when the metric says nothing about this turn.</summary>
    ValueTask<MetricScore?> EvaluateAsync(EvaluatedTurn turn, CancellationToken cancellationToken);
}
