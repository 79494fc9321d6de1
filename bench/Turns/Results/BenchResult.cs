namespace Turns.Bench.Results;

/// <summary>Everything that was measured; what <c>--json</c> writes and <c>--baseline</c> reads.</summary>
internal sealed record BenchResult
{
    public required string Command { get; init; }

    public required DateOnly Date { get; init; }

    /// <summary>Of the platform that was measured; null if only its address is known.</summary>
    public string? Commit { get; init; }

    public required Machine Machine { get; init; }

    public required Settings Settings { get; init; }

    /// <summary>How many demo users there were; with more customers, some are the same user.</summary>
    public required int Users { get; init; }

    public required IReadOnlyList<Level> Levels { get; init; }
}

/// <summary>How it was measured, in seconds.</summary>
internal sealed record Settings(double Duration, double Warmup, double Think);

/// <summary>The runs with so many customers.</summary>
/// <param name="Customers">How many.</param>
/// <param name="Runs">Those that gave figures.</param>
/// <param name="Failures">Why others did not.</param>
internal sealed record Level(int Customers, IReadOnlyList<Run> Runs, IReadOnlyList<string> Failures);

/// <summary>What a run came to. Turns are those that began while it was measured.</summary>
internal sealed record Run
{
    /// <summary>Turns with a complete reply.</summary>
    public required int Turns { get; init; }

    /// <summary>The same, by second.</summary>
    public required double TurnsPerSecond { get; init; }

    public Latency? Acknowledgement { get; init; }

    public Latency? FirstToken { get; init; }

    public Latency? Completion { get; init; }

    /// <summary>Processor time of a turn by resource, in milliseconds; empty if their processes are not known.</summary>
    public required IReadOnlyDictionary<string, double> CpuMs { get; init; }

    /// <summary>Turns without a complete reply, by what happened.</summary>
    public required IReadOnlyDictionary<string, int> Errors { get; init; }

    /// <summary>Load average of one minute before the run and at its end.</summary>
    public required double LoadBefore { get; init; }

    public required double LoadAfter { get; init; }

    /// <summary>Cores that neither the platform nor this program used, on average: what else ran; the AppHost is in it.</summary>
    public required double OtherCores { get; init; }

    /// <summary>Cores that this program used.</summary>
    public required double GeneratorCores { get; init; }
}
