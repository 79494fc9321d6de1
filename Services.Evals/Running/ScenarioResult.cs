using Services.Evals.Suites;

namespace Services.Evals.Running;

/// <summary>How a scenario went.</summary>
internal sealed record ScenarioResult
{
    public required Scenario Scenario { get; init; }

    /// <summary>The user it ran as.</summary>
    public string? User { get; init; }

    /// <summary>The turns that ran, in order.</summary>
    public IReadOnlyList<TurnResult> Turns { get; init; } = [];

    /// <summary>Why it did not run; null if it did.</summary>
    public string? Skipped { get; init; }

    /// <summary>What broke outside of any turn; null if nothing.</summary>
    public string? Broken { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>True if it ran to its end and everything was as expected.</summary>
    public bool Passed =>
        Skipped is null && Broken is null && Turns.Count == Scenario.Turns.Count && Turns.All(static t => t.Failures.Count == 0);

    /// <summary>What was wrong, a sentence each.</summary>
    public IEnumerable<string> Failures =>
        Turns
            .SelectMany(static (turn, i) => turn.Failures.Select(f => $"turn {i + 1} («{turn.Said}») {f}"))
            .Concat(Broken is null ? [] : [Broken]);
}

/// <summary>How one turn went.</summary>
internal sealed record TurnResult(string Said, Reply Reply, IReadOnlyList<string> Failures);
