using Services.Contracts.Ids;

namespace Services.Gateway.Turns;

/// <summary>
/// The turn of an answer to a question. Derived from both, so that an answer that is sent again is the same turn; and never the question's
/// id itself, which others have seen.
/// </summary>
internal static class AnswerTurns
{
    /// <summary>Derived from the question's id and the answer.</summary>
    public static TurnId Of(ApprovalId approval, bool approved)
    {
        Span<byte> input = stackalloc byte[23];
        "answer"u8.CopyTo(input);
        approval.Value.TryWriteBytes(input[6..], bigEndian: true, out _);
        input[22] = approved ? (byte)1 : (byte)0;
        return new TurnId(DerivedUuid.From(input));
    }
}
