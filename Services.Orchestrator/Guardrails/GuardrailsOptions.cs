using System.ComponentModel.DataAnnotations;

namespace Services.Orchestrator.Guardrails;

/// <summary>How the guardrails are asked.</summary>
internal sealed class GuardrailsOptions
{
    public const string Section = "Orchestrator:Guardrails";

    /// <summary>Where they are. Default <c>http://guardrails</c>.</summary>
    [Required]
    public Uri Address { get; set; } = new("http://guardrails");

    /// <summary>Longest wait for one verdict. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one verdict is asked for, again and again, before the turn is given up. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Wait before the second attempt; doubles, up to a second. Default 100 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromMilliseconds(100);
}
