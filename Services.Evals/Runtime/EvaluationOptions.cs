using System.ComponentModel.DataAnnotations;

namespace Services.Evals.Runtime;

/// <summary>How finished turns are evaluated.</summary>
internal sealed class EvaluationOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Evaluation";

    /// <summary>Turns evaluated at the same time by one instance. Default 8.</summary>
    [Range(1, 256)]
    public int Concurrency { get; set; } = 8;

    /// <summary>Earlier messages of the session that an answer may rest on. Default 12.</summary>
    [Range(0, 100)]
    public int HistoryMessages { get; set; } = 12;
}
