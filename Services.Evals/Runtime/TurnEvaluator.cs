using Services.Contracts.Evaluations;
using Services.Evals.Evaluators;

namespace Services.Evals.Runtime;

/// <summary>Runs every evaluator on a turn, each in its span.</summary>
internal sealed class TurnEvaluator(IEnumerable<IEvaluator> evaluators, EvaluationTelemetry telemetry)
{
    /// <summary>The scores and flags.</summary>
    public async Task<TurnEvaluation> EvaluateAsync(EvaluatedTurn turn, CancellationToken cancellationToken)
    {
        var scores = new Dictionary<string, double>();
        var flags = new List<string>();
        foreach (var evaluator in evaluators)
        {
            if (await telemetry.ObserveAsync(evaluator, turn, cancellationToken) is { } score)
            {
                scores[evaluator.Metric] = score.Value;
                flags.AddRange(score.Flags);
            }
            else if (evaluator.Metric == EvaluationMetrics.Safety)
            {
                flags.Add(EvaluationFlags.SafetyUnchecked);
            }
        }

        return new TurnEvaluation(scores, [.. flags.Distinct()]);
    }
}
