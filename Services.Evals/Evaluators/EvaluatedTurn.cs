using Services.Contracts.Turns;

namespace Services.Evals.Evaluators;

/// <summary>A finished turn with what was said before it.</summary>
/// <param name="Turn">The turn.</param>
/// <param name="History">Earlier messages of the session, oldest first; a bounded number.</param>
internal sealed record EvaluatedTurn(TurnCompleted Turn, IReadOnlyList<string> History)
{
    /// <summary>What tools returned, as JSON text.</summary>
    public IEnumerable<string> ToolTexts => Turn.Tools.Select(static tool => tool.Result.Result.ToString());
}
