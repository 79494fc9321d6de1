using Services.Contracts.Guardrails;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Guardrails;

/// <summary>Reads verdicts.</summary>
internal static class VerdictRefusals
{
    /// <summary>What the user is told of a block; <paramref name="stage"/> is <c>input</c> or <c>output</c>.</summary>
    public static Refusal ToRefusal(this Verdict verdict, string stage) =>
        new(
            verdict.Reason ?? "This was stopped by the safety checks.",
            [.. verdict.Findings.Select(finding => finding.Category).Distinct()],
            stage
        );
}
