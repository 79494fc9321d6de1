using Services.Contracts.Evaluations;

namespace Services.Evals.Evaluators.Groundedness;

/// <summary>The share of the answer's factual statements whose every fact is backed. An answer without facts has no score.</summary>
internal sealed class GroundednessEvaluator : IEvaluator
{
    private const double FlagBelow = 0.8;

    /// <inheritdoc/>
    public string Metric => EvaluationMetrics.Groundedness;

    /// <inheritdoc/>
    public ValueTask<MetricScore?> EvaluateAsync(EvaluatedTurn turn, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Evaluate(turn));

    private static MetricScore? Evaluate(EvaluatedTurn turn)
    {
        var sources = Sources.Of(turn);
        var acted = turn.Turn.Tools.Any(static tool => !tool.Result.IsError && WriteTools.Contains(tool.Call.Name));
        var (factual, supported, unbackedAction) = (0, 0, false);
        var statements = Sentences
            .Of(turn.Turn.Answer)
            .Select(static text => (Text: text, Claims: ClaimExtractor.Of(text).ToList()))
            .ToList();
        sources.LookFor(statements.SelectMany(static statement => statement.Claims));
        foreach (var (statement, claims) in statements.Where(static statement => statement.Claims.Count > 0))
        {
            factual++;
            var unbacked = claims.Exists(static c => c is Claim.Action) && !acted && !Retold(statement, turn);
            unbackedAction |= unbacked;
            if (!unbacked && claims.TrueForAll(claim => claim is Claim.Action || sources.Support(claim)))
            {
                supported++;
            }
        }

        return factual == 0 ? null : Score((double)supported / factual, unbackedAction);
    }

    /// <summary>What a tool returned may itself be the report of an action: an order that was cancelled last week.</summary>
    private static bool Retold(string statement, EvaluatedTurn turn) =>
        !statement.Contains("I've", StringComparison.OrdinalIgnoreCase)
        && !statement.Contains("I have", StringComparison.OrdinalIgnoreCase)
        && turn.Turn.Tools.Any(static tool => !tool.Result.IsError);

    private static MetricScore Score(double value, bool unbackedAction)
    {
        var flags = new List<string>();
        if (value < FlagBelow)
        {
            flags.Add(EvaluationFlags.Ungrounded);
        }

        if (unbackedAction)
        {
            flags.Add(EvaluationFlags.UnbackedAction);
        }

        return new MetricScore(Math.Round(value, 3), flags);
    }
}
