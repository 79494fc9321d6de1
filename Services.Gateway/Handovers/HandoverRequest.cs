using Services.Gateway.Errors;
using Services.Gateway.Validation;

namespace Services.Gateway.Handovers;

/// <summary><c>handover:request</c>, <c>handover:claim</c>, <c>handover:return</c>, and the bodies of the same over HTTP.</summary>
internal sealed record HandoverRequest
{
    private const int MaxText = 2_000;

    public string? SessionId { get; init; }

    /// <summary>Why a person is wanted.</summary>
    public string? Reason { get; init; }

    /// <summary>What the assistant should know when it goes on.</summary>
    public string? Summary { get; init; }

    /// <summary>What is wrong with it; null if nothing.</summary>
    public GatewayError? Check() =>
        Reason?.Length > MaxText || Summary?.Length > MaxText
            ? GatewayError.Invalid($"reason and summary have at most {MaxText} characters.")
        : StorableText.Is(Reason) && StorableText.Is(Summary) ? null
        : StorableText.Error;
}
