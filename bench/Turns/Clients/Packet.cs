using System.Globalization;
using System.Text.Json;

namespace Turns.Bench.Clients;

/// <summary>What a packet of Engine.IO 4 with Socket.IO 5 inside is.</summary>
internal enum PacketKind
{
    /// <summary>One that a client of the default namespace without binary data has no use for.</summary>
    Other,
    Open,
    Close,
    Ping,
    Connected,
    Disconnected,
    Refused,
    Event,
    Acknowledgement,
}

/// <summary>A packet of the default namespace.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Of the request that an acknowledgement answers.</param>
/// <param name="Data">Event name and arguments, the arguments of an acknowledgement, or the object that others carry.</param>
internal sealed record Packet(PacketKind Kind, int? Id, JsonElement Data)
{
    /// <summary>The event's name.</summary>
    public string? Name => Kind == PacketKind.Event ? Data[0].GetString() : null;

    /// <summary>The first argument, the one that the session dialect uses.</summary>
    public JsonElement Argument => Data[Kind == PacketKind.Event ? 1 : 0];

    public static Packet Parse(ReadOnlyMemory<char> text)
    {
        var (kind, prefix) = KindOf(text.Span);
        var rest = text[prefix..];
        var digits = kind is PacketKind.Event or PacketKind.Acknowledgement ? rest.Span.IndexOf('[') : 0;
        int? id = digits > 0 ? int.Parse(rest.Span[..digits], CultureInfo.InvariantCulture) : null;
        return new Packet(kind, id, kind == PacketKind.Other || rest.Length <= digits ? default : Json(rest[Math.Max(0, digits)..]));
    }

    private static (PacketKind Kind, int Prefix) KindOf(ReadOnlySpan<char> text) =>
        text switch
        {
            ['0', ..] => (PacketKind.Open, 1),
            ['1', ..] => (PacketKind.Close, 1),
            ['2'] => (PacketKind.Ping, 1),
            ['4', '0', ..] => (PacketKind.Connected, 2),
            ['4', '1', ..] => (PacketKind.Disconnected, 2),
            ['4', '2', ..] => (PacketKind.Event, 2),
            ['4', '3', ..] => (PacketKind.Acknowledgement, 2),
            ['4', '4', ..] => (PacketKind.Refused, 2),
            _ => (PacketKind.Other, 0),
        };

    private static JsonElement Json(ReadOnlyMemory<char> text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}

/// <summary>A packet and when it came, in ticks of the stopwatch.</summary>
internal readonly record struct Arrival(Packet Packet, long At);
