using System.Text.Json;
using Services.Gateway.Alerts;
using Services.Gateway.Delivery;
using Services.Gateway.Dialects.RoomWebSocket;
using Services.Gateway.Json;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Outages;

/// <summary>
/// Tells the clients of this gateway when Redis goes away and when it is back, and those who connect meanwhile that it is away.
/// Thread-safe; of two notices the newer one comes last.
/// </summary>
internal sealed class OutageNotice(Sockets sockets, RoomMembers members)
{
    private const string Degraded = "degraded";
    private const string Recovered = "recovered";
    private const string WhileAway = "Messages cannot be taken at the moment. What was acknowledged is safe, and goes on by itself.";
    private const string BackAgain = "Everything works again.";

    private static readonly byte[] DegradedJson = Json(Degraded, WhileAway);
    private static readonly byte[] RecoveredJson = Json(Recovered, BackAgain);

    private readonly Lock _gate = new();
    private bool _isAway;

    /// <summary>Takes note of how it is; tells if that is new.</summary>
    public void Set(bool isAway)
    {
        lock (_gate)
        {
            if (_isAway == isAway)
            {
                return;
            }

            _isAway = isAway;
            sockets.Namespace.EmitRawToAll(Alert.Event, isAway ? DegradedJson : RecoveredJson);
            foreach (var member in members.All)
            {
                Tell(member, isAway);
            }
        }
    }

    /// <summary>A client has connected.</summary>
    public void Welcome(SocketIoSocket socket)
    {
        lock (_gate)
        {
            if (_isAway)
            {
                socket.EmitRaw(Alert.Event, DegradedJson);
            }
        }
    }

    /// <summary>A client of the room WebSocket has come, and is one of the members from now on.</summary>
    public void Welcome(RoomMember member)
    {
        lock (_gate)
        {
            members.Add(member);
            if (_isAway)
            {
                Tell(member, isAway: true);
            }
        }
    }

    private static void Tell(RoomMember member, bool isAway) =>
        member.Send(
            new RoomFrame
            {
                Type = RoomFrameTypes.SystemAlert,
                Content = isAway ? WhileAway : BackAgain,
                Code = isAway ? Degraded : Recovered,
            }
        );

    private static byte[] Json(string type, string message) =>
        JsonSerializer.SerializeToUtf8Bytes(new Alert { Type = type, Message = message }, GatewayJson.Default.Alert);
}
