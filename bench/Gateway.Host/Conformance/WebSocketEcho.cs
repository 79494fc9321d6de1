using System.Buffers;
using Services.Gateway.SocketIo.Transport;

namespace Gateway.Host.Conformance;

/// <summary>A WebSocket that sends back what it gets, for WebSocket suites.</summary>
internal static class WebSocketEcho
{
    /// <summary>Such suites send messages of up to 16 MiB.</summary>
    private static readonly BoundedWebSocketOptions Options = new()
    {
        MaxMessageBytes = 64 * 1024 * 1024,
        MaxOutboundBytes = 256 * 1024 * 1024,
    };

    public static void MapWebSocketEcho(this IEndpointRouteBuilder endpoints, string pattern) => endpoints.Map(pattern, EchoAsync);

    private static async Task EchoAsync(HttpContext context, TimeProvider time)
    {
        if (!BoundedWebSocket.IsRequested(context))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        await using var socket = await BoundedWebSocket.AcceptAsync(context, Options, time);
        while (true)
        {
            using var message = await socket.ReceiveAsync();
            switch (message.Kind)
            {
                case InboundKind.Text:
                    using (var frame = OutboundFrame.Rent())
                    {
                        frame.Write(message.Memory.Span);
                        socket.TrySend(frame);
                    }

                    break;
                case InboundKind.Binary:
                    socket.TrySendBinary(message.Memory.Span);
                    break;
                case InboundKind.Closed:
                    return;
            }

            await socket.WhenDrained();
        }
    }
}
