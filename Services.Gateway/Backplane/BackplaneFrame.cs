using System.Text;

namespace Services.Gateway.Backplane;

/// <summary>The byte form of a message: <c>ORIGIN KIND ARGUMENT\nPAYLOAD</c>. Pure.</summary>
internal static class BackplaneFrame
{
    public static byte[] Write(BackplaneMessageKind kind, string origin, string argument, ReadOnlySpan<byte> payload)
    {
        var head = $"{origin} {NameOf(kind)} {argument}\n";
        var length = Encoding.UTF8.GetByteCount(head);
        var frame = new byte[length + payload.Length];
        Encoding.UTF8.GetBytes(head, frame);
        payload.CopyTo(frame.AsSpan(length));
        return frame;
    }

    /// <summary>Null for anything that is no message.</summary>
    public static BackplaneMessage? Read(byte[]? frame)
    {
        if (frame is null || Array.IndexOf(frame, (byte)'\n') is not (> 0 and var end))
        {
            return null;
        }

        var head = frame.AsSpan(0, end);
        var first = head.IndexOf((byte)' ');
        var second = first < 0 ? -1 : head[(first + 1)..].IndexOf((byte)' ');
        if (first <= 0 || second < 0 || KindOf(head.Slice(first + 1, second)) is not { } kind)
        {
            return null;
        }

        var argument = head[(first + second + 2)..];
        return new BackplaneMessage(
            kind,
            Encoding.UTF8.GetString(head[..first]),
            Encoding.UTF8.GetString(argument),
            frame.AsMemory(end + 1)
        );
    }

    /// <summary>Whether the frame was sent by that gateway; told without reading further.</summary>
    public static bool IsFrom(byte[]? frame, ReadOnlySpan<byte> origin) =>
        frame is not null && frame.Length > origin.Length && frame[origin.Length] == ' ' && frame.AsSpan().StartsWith(origin);

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
