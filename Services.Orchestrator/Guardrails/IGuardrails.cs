using Services.Contracts.Guardrails;

namespace Services.Orchestrator.Guardrails;

/// <summary>
/// The guardrails service. Fails closed: where it cannot be asked, the verdict is to block, with the category <see
/// cref="GuardrailCategories.Unavailable"/>.
/// </summary>
internal interface IGuardrails
{
    /// <summary>Checks what a user says.</summary>
    Task<Verdict> CheckInputAsync(GuardrailRequest request, CancellationToken cancellationToken);

    /// <summary>Checks what a reply is about to say.</summary>
    Task<Verdict> CheckOutputAsync(GuardrailRequest request, CancellationToken cancellationToken);
}
