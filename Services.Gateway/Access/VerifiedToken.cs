using Services.Contracts.Access;

namespace Services.Gateway.Access;

/// <summary>What a token that was verified says.</summary>
/// <param name="Caller">Who it speaks for.</param>
/// <param name="Expires">When it expires, Unix time in seconds.</param>
internal sealed record VerifiedToken(Caller Caller, long Expires);
