using System.Buffers;
using Microsoft.AspNetCore.Http;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo.Polling;

/// <summary>Reads the body of a POST.</summary>
internal static class PollingRequest
{
    /// <summary>False for the one content type that is never a payload of packets.</summary>
    public static bool IsText(HttpContext context) => context.Request.ContentType != "application/octet-stream";

    /// <summary>
    /// The body in a pooled buffer; <see cref="InboundKind.TooLarge"/> if it is, <see cref="InboundKind.Closed"/> if the client hung up.
    /// </summary>
    public static async ValueTask<InboundMessage> ReadAsync(HttpContext context, int maxBytes)
    {
        if (context.Request.ContentLength > maxBytes)
        {
            return new InboundMessage(InboundKind.TooLarge);
        }

        try
        {
            var reader = context.Request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(context.RequestAborted);
                if (read.Buffer.Length > maxBytes)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    return new InboundMessage(InboundKind.TooLarge);
                }

                if (read.IsCompleted)
                {
                    var length = (int)read.Buffer.Length;
                    var body = ArrayPool<byte>.Shared.Rent(length);
                    read.Buffer.CopyTo(body);
                    reader.AdvanceTo(read.Buffer.End);
                    return new InboundMessage(InboundKind.Text, body, length);
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or BadHttpRequestException)
        {
            return new InboundMessage(InboundKind.Closed);
        }
    }
}
