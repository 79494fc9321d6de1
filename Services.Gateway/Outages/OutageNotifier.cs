using System.Text.Json;
using Services.Gateway.Alerts;
using Services.Gateway.Feeds;
using Services.Gateway.SocketIo;

namespace Services.Gateway.Outages;

/// <summary>
/// Tells the clients of this gateway when Redis goes away and when it is back, and those who connect meanwhile that it is away.
/// Thread-safe; of two notices the newer one comes last.
/// </summary>
internal sealed class OutageNotifier(SocketNamespace sockets)
{
    private static readonly Alert Degraded = new()
    {
        Type = "degraded",
        Message = "Messages cannot be taken at the moment. What was acknowledged is safe, and goes on by itself.",
    };

    private static readonly Alert Recovered = new() { Type = "recovered", Message = "Everything works again." };

    private static readonly byte[] DegradedJson = JsonSerializer.SerializeToUtf8Bytes(Degraded, AlertsJson.Default.Alert);
    private static readonly byte[] RecoveredJson = JsonSerializer.SerializeToUtf8Bytes(Recovered, AlertsJson.Default.Alert);

    private readonly Lock _gate = new();
    private readonly HashSet<IAlertReceiver> _receivers = [];
    private bool _isAway;

    /// <summary>True from the notice that Redis is away to the one that it is back.</summary>
    public bool IsAway
    {
        get
        {
            lock (_gate)
            {
                return _isAway;
            }
        }
    }

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
            foreach (var receiver in _receivers)
            {
                receiver.Receive(isAway ? Degraded : Recovered);
            }
        }
    }

    /// <summary>A Socket.IO client has connected.</summary>
    public void OnConnected(SocketIoSocket socket)
    {
        lock (_gate)
        {
            if (_isAway)
            {
                socket.EmitRaw(Alert.Event, DegradedJson);
            }
        }
    }

    /// <summary>A connection beside Socket.IO has come, and is told from now on.</summary>
    public void Add(IAlertReceiver receiver)
    {
        lock (_gate)
        {
            _receivers.Add(receiver);
            if (_isAway)
            {
                receiver.Receive(Degraded);
            }
        }
    }

    /// <summary>The connection is gone.</summary>
    public void Remove(IAlertReceiver receiver)
    {
        lock (_gate)
        {
            _receivers.Remove(receiver);
        }
    }
}
