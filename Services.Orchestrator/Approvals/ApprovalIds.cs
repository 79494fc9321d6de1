using Services.Contracts.Ids;

namespace Services.Orchestrator.Approvals;

/// <summary>
/// The id of a turn's approval. Derived from the turn, so that a turn that runs again asks the same question instead of a second one.
/// </summary>
internal static class ApprovalIds
{
    /// <summary>Derived from the turn's id.</summary>
    public static ApprovalId Of(TurnId turn)
    {
        Span<byte> input = stackalloc byte[24];
        "approval"u8.CopyTo(input);
        turn.Value.TryWriteBytes(input[8..], bigEndian: true, out _);
        return new ApprovalId(DerivedUuid.From(input));
    }
}
