using System.ComponentModel.DataAnnotations;

namespace Services.Guardrails.Verdicts;

/// <summary>Limits of the service.</summary>
internal sealed class GuardrailOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Guardrails";

    /// <summary>The longest text that is checked, in UTF-16 code units; a longer one is refused with 400. Default 20,000.</summary>
    [Range(5_000, 1_000_000)]
    public int MaxTextLength { get; set; } = 20_000;

    /// <summary>How much of what was said before is checked together with an output text, in UTF-16 code units. Default 400.</summary>
    [Range(0, 10_000)]
    public int PrecedingWindow { get; set; } = 400;

    /// <summary>The largest request, in bytes, grounding included; a larger one is refused with 413. Default 4 MiB.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int MaxRequestBytes { get; set; } = 4 * 1024 * 1024;
}
