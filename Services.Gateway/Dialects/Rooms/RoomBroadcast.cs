using Services.Conversations.Rooms;
using Services.Gateway.Delivery;
using Services.Gateway.Json;
using Services.Gateway.Metrics;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>
/// A message to everybody in a room but its sender: written once, delivered here at once, and by the room's log to the other gateways. What is under
/// way to Redis is bounded.
/// </summary>
internal sealed class RoomBroadcast(Sockets sockets, IRoomLog log, GatewayInstance instance, GatewayMetrics metrics)
{
    private const int MaxUnconfirmed = 4_096;

    private int _unconfirmed;

    /// <summary>The packet of a message.</summary>
    public static byte[] PacketOf(RoomMessage message) => RoomPackets.Write(RoomsEvents.NewMessage, message, GatewayJson.Default.RoomMessage);

    /// <summary>
    /// Sends the message; completes with its number once Redis has it, in the order of the calls. A message with a claim is delivered only then: it
    /// may be a repeat, whose number is 0. Null if too much is under way.
    /// </summary>
    public async Task<long?> SendAsync(SocketIoSocket sender, RoomPlace place, RoomWrite write)
    {
        if (Interlocked.Increment(ref _unconfirmed) > MaxUnconfirmed)
        {
            Interlocked.Decrement(ref _unconfirmed);
            return null;
        }

        try
        {
            if (write.ClaimId is null)
            {
                Deliver(sender, place, write.Packet);
            }

            var number = await log.AppendAsync(write with { Origin = instance.Id });
            if (write.ClaimId is not null && number > 0)
            {
                Deliver(sender, place, write.Packet);
            }

            return number;
        }
        finally
        {
            Interlocked.Decrement(ref _unconfirmed);
        }
    }

    private void Deliver(SocketIoSocket sender, RoomPlace place, byte[] packet) =>
        metrics.RoomDelivered(sockets.Namespace.EmitPacket(place.Name, packet, sender));
}
