using Services.Contracts.Guardrails;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>What scripted guardrails say.</summary>
internal static class Verdicts
{
    public static Verdict Allow(GuardrailRequest request) => new() { Action = VerdictAction.Allow, Text = request.Text };

    public static Verdict Redact(string text) => new() { Action = VerdictAction.Redact, Text = text };

    public static Verdict Block(string category, string reason) =>
        new()
        {
            Action = VerdictAction.Block,
            Text = "",
            Reason = reason,
            Findings =
            [
                new Finding
                {
                    Category = category,
                    Rule = "test",
                    Start = 0,
                    Length = 1,
                },
            ],
        };
}
