namespace Services.Gateway.Recovery;

/// <summary>Fields of a socket's hash in Redis.</summary>
internal static class RecoveryFields
{
    public const string User = "user";
    public const string Socket = "socket";

    /// <summary>The gateway that has the connection, or had it last.</summary>
    public const string Holder = "holder";

    /// <summary>When the connection was lost (Unix ms).</summary>
    public const string Lost = "lost";

    /// <summary>Before <c>DIALECT:SESSION</c>: a subscription.</summary>
    public const string SubscriptionPrefix = "follows:";

    /// <summary>Before the name that the socket gave to a room.</summary>
    public const string RoomPrefix = "room:";
}
