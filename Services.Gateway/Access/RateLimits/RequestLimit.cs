namespace Services.Gateway.Access.RateLimits;

/// <summary>Says of an endpoint how its requests count.</summary>
internal sealed record RequestLimit(RequestKind Kind);
