using Services.Contracts.Guardrails;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Guardrails;

/// <summary>Reads verdicts.</summary>
internal static class VerdictBlocks
{
    /// <summary>What the user is told of a block.</summary>
    public static GuardrailBlock ToBlock(this Verdict verdict, GuardrailStage stage) =>
        new(
            verdict.Reason ?? "This was stopped by the safety checks.",
            [.. verdict.Findings.Select(finding => finding.Category).Distinct()],
            stage
        );
}
