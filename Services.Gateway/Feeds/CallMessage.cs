using Services.Gateway.Calls;

namespace Services.Gateway.Feeds;

/// <summary>One message of a call, as its receivers get it.</summary>
/// <param name="Event">One of <see cref="CallEvents"/>.</param>
/// <param name="FromSocket">The sender's socket, which never gets it back.</param>
/// <param name="To">A user or a socket; empty for all other members.</param>
/// <param name="Payload">UTF-8 JSON.</param>
internal readonly record struct CallMessage(string Event, string FromSocket, string To, ReadOnlyMemory<byte> Payload)
{
    /// <summary>The backplane message's argument.</summary>
    public string ToArgument() => $"{Event} {FromSocket} {Uri.EscapeDataString(To)}";

    /// <summary>The message in a backplane message; null if it is none.</summary>
    public static CallMessage? Of(string argument, ReadOnlyMemory<byte> payload) =>
        argument.Split(' ') is [var name, var from, var to] ? new CallMessage(name, from, Uri.UnescapeDataString(to), payload) : null;

    /// <summary>Whether the subscriber is meant.</summary>
    public bool IsFor(string userId, string socketId) => socketId != FromSocket && (To.Length == 0 || To == userId || To == socketId);
}
