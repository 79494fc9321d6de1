using System.Buffers;
using System.Text;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>The first packet of a connection.</summary>
internal static class OpenPacket
{
    /// <summary>
    /// Writes <c>0{"sid":…}</c>, with the WebSocket as an upgrade if the client may change to it. The session id must need no escaping.
    /// </summary>
    public static void Write(IBufferWriter<byte> output, string sessionId, SocketIoOptions options, bool offersUpgrade) =>
        Encoding.UTF8.GetBytes(
            $$"""0{"sid":"{{sessionId}}","upgrades":[{{(offersUpgrade ? "\"websocket\"" : "")}}],"""
                + $"\"pingInterval\":{(long)options.PingInterval.TotalMilliseconds},"
                + $"\"pingTimeout\":{(long)options.PingTimeout.TotalMilliseconds},\"maxPayload\":{options.MaxPayload}}}",
            output
        );
}
