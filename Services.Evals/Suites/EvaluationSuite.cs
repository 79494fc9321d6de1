namespace Services.Evals.Suites;

/// <summary>A versioned set of conversations with what is expected of them; one YAML file.</summary>
internal sealed class EvaluationSuite
{
    /// <summary>Of the file's shape; 1.</summary>
    public required int Version { get; set; }

    /// <summary>For reports.</summary>
    public required string Name { get; set; }

    /// <summary>What the whole run has to reach.</summary>
    public SuiteThresholds Thresholds { get; set; } = new();

    /// <summary>The conversations; none depends on another.</summary>
    public required List<Scenario> Scenarios { get; set; }
}

/// <summary>What a run has to reach; a part that is left out is not looked at.</summary>
internal sealed class SuiteThresholds
{
    /// <summary>Share of passed among the scenarios that ran, 0 to 1. Default 1.</summary>
    public double PassRate { get; set; } = 1;

    /// <summary>Least mean of each metric over all replies that have it, 0 to 1.</summary>
    public Dictionary<string, double> Scores { get; set; } = [];

    /// <summary>Most milliseconds to the first token that 95 of 100 replies may take.</summary>
    public int? FirstTokenMs { get; set; }
}
