using Services.Contracts;
using Services.Contracts.Guardrails;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Guardrails;

/// <summary>What a verdict that lets nothing through means for a turn.</summary>
internal static class VerdictBlocks
{
    /// <summary>
    /// The turn is blocked, with what the user is told; or it has failed, if nobody could be asked: that is no fault of the text.
    /// </summary>
    public static TurnState Refuse(this TurnState state, Verdict verdict, GuardrailStage stage) =>
        verdict.Findings.Any(finding => finding.Category == GuardrailCategories.Unavailable)
            ? state with
            {
                Outcome = TurnOutcome.Failed,
                Fault = new Fault(ErrorCodes.GuardrailsUnavailable, verdict.Reason ?? ""),
            }
            : state with
            {
                Outcome = TurnOutcome.Blocked,
                Block = new GuardrailBlock(
                    verdict.Reason ?? "This was stopped by the safety checks.",
                    [.. verdict.Findings.Select(finding => finding.Category).Distinct()],
                    stage
                ),
            };
}
