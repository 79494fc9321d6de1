using System.Buffers.Text;
using System.Text;
using Services.Contracts.Ids;

namespace Services.Gateway.Backplane;

/// <summary>
/// The byte form of a message: <c>ORIGIN SESSION KIND ARGUMENT\nPAYLOAD</c>. The origin is the gateway that sent it, or <c>-</c> when every
/// gateway is to deliver it. Pure.
/// </summary>
internal static class BackplaneFrame
{
    private const int IdLength = 36;

    public static byte[] Write(string origin, SessionId session, BackplaneMessageKind kind, string argument, ReadOnlySpan<byte> payload)
    {
        var head = $"{origin} {session} {NameOf(kind)} {argument}\n";
        var length = Encoding.UTF8.GetByteCount(head);
        var frame = new byte[length + payload.Length];
        Encoding.UTF8.GetBytes(head, frame);
        payload.CopyTo(frame.AsSpan(length));
        return frame;
    }

    /// <summary>Whether the frame was sent by that gateway.</summary>
    public static bool IsFrom(byte[] frame, ReadOnlySpan<byte> origin) =>
        frame.Length > origin.Length && frame[origin.Length] == ' ' && frame.AsSpan().StartsWith(origin);

    /// <summary>The session that the frame is about, told without reading further; null for anything that is no message.</summary>
    public static SessionId? SessionOf(ReadOnlySpan<byte> frame)
    {
        var space = frame.IndexOf((byte)' ');
        return space > 0 && Utf8Parser.TryParse(frame[(space + 1)..], out Guid id, out var used) && used == IdLength
            ? new SessionId(id)
            : null;
    }

    /// <summary>Null for anything that is no message.</summary>
    public static BackplaneMessage? Read(ReadOnlyMemory<byte> frame)
    {
        var end = frame.Span.IndexOf((byte)'\n');
        var first = frame.Span.IndexOf((byte)' ');
        var start = first + IdLength + 2;
        if (first <= 0 || start >= end)
        {
            return null;
        }

        var head = frame.Span[start..end];
        var space = head.IndexOf((byte)' ');
        return space < 0 || KindOf(head[..space]) is not { } kind
            ? null
            : new BackplaneMessage(kind, Encoding.UTF8.GetString(head[(space + 1)..]), frame[(end + 1)..]);
    }

    private static string NameOf(BackplaneMessageKind kind) =>
        kind switch
        {
            BackplaneMessageKind.Room => "room",
            BackplaneMessageKind.Presence => "presence",
            BackplaneMessageKind.Typing => "typing",
            BackplaneMessageKind.Call => "call",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };

    private static BackplaneMessageKind? KindOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("room"u8) ? BackplaneMessageKind.Room
        : name.SequenceEqual("presence"u8) ? BackplaneMessageKind.Presence
        : name.SequenceEqual("typing"u8) ? BackplaneMessageKind.Typing
        : name.SequenceEqual("call"u8) ? BackplaneMessageKind.Call
        : null;
}
