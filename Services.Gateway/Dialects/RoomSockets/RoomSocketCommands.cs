using Services.Gateway.Access.RateLimits;

namespace Services.Gateway.Dialects.RoomSockets;

/// <summary>The types of frames that clients of the room WebSocket send, and how each counts.</summary>
internal static class RoomSocketCommands
{
    public const string Message = "message";
    public const string TypingStart = "typing_start";
    public const string TypingStop = "typing_stop";
    public const string Cancel = "cancel";
    public const string Ping = "ping";

    /// <summary>All of them.</summary>
    public static IReadOnlyDictionary<string, RequestKind> Kinds { get; } =
        new Dictionary<string, RequestKind>
        {
            [Message] = RequestKind.Message,
            [TypingStart] = RequestKind.Presence,
            [TypingStop] = RequestKind.Presence,
            [Cancel] = RequestKind.Control,
            [Ping] = RequestKind.Presence,
        };
}
