namespace Services.Gateway.Backplane;

/// <summary>What gateways send each other about a session beside its log.</summary>
internal enum BackplaneMessageKind
{
    /// <summary>A packet for everybody in the session's room.</summary>
    Room,

    /// <summary>A user has come or gone.</summary>
    Presence,

    /// <summary>A user types or has stopped.</summary>
    Typing,

    /// <summary>A message of a call, for one member or all the others.</summary>
    Call,
}
