using Microsoft.AspNetCore.Http;
using Services.Gateway.SocketIo.Transport;

namespace Services.Gateway.SocketIo.EngineIo.Polling;

/// <content>What the client sends.</content>
internal sealed partial class PollingTransport
{
    /// <summary>Serves a POST: takes the packets in its body.</summary>
    public async Task PostAsync(HttpContext context)
    {
        if (!TryBeginPost())
        {
            session.Break("overlapping posts");
            await EngineIoError.BadRequest.WriteAsync(context);
            return;
        }

        if (!PollingRequest.IsText(context))
        {
            EndPost();
            session.Break("a post carries text");
            await EngineIoError.BadRequest.WriteAsync(context);
            return;
        }

        var isTooLarge = await TakeAsync(context);

        // Whatever the packets were: a violation is told by the next poll, as in the original.
        // The client may send its next request as soon as it has the answer to this one.
        EndPost();
        if (isTooLarge)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            context.Response.Headers.Connection = "close";
        }
        else
        {
            await PollingResponse.WriteOkAsync(context);
        }
    }

    private bool TryBeginPost()
    {
        lock (_gate)
        {
            if (_isPosting || _state == State.Sealed)
            {
                return false;
            }

            _isPosting = true;
            return true;
        }
    }

    private void EndPost()
    {
        lock (_gate)
        {
            _isPosting = false;
        }
    }

    /// <summary>Takes the packets of the body; true if it is larger than allowed, and then none of them.</summary>
    private async Task<bool> TakeAsync(HttpContext context)
    {
        var body = await PollingRequest.ReadAsync(context, session.Options.MaxPayload);
        if (body.Kind == InboundKind.TooLarge)
        {
            return true;
        }

        using (body)
        {
            if (body.Kind == InboundKind.Closed)
            {
                session.Close(SocketIoDisconnectReason.TransportClosed);
                return false;
            }

            Deliver(new PayloadReader(body.Memory.Span));
        }

        if (session.WhenReady() is { } ready)
        {
            await ready;
        }

        return false;
    }

    private void Deliver(PayloadReader body)
    {
        using var scope = SendScope.Enter();
        while (body.TryRead(out var packet))
        {
            if (session.IsClosing)
            {
                // A client that was told to leave may say goodbye instead of fetching the last packet.
                EndIfClosed(packet);
            }
            else if (Payload.TryDecode(packet, out var message))
            {
                session.OnMessage(message);
            }
            else
            {
                session.Break("malformed base64");
            }
        }
    }

    private void EndIfClosed(ReadOnlySpan<byte> packet)
    {
        if (packet is [EnginePacketType.Close])
        {
            session.End();
        }
    }
}
