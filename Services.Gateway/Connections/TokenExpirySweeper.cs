using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts;
using Services.Gateway.Access;
using Services.Gateway.Dialects.RoomSockets;
using Services.Gateway.Errors;
using Services.Gateway.Feeds;
using Services.Gateway.Metrics;
using Services.Gateway.Requests;
using Services.Gateway.SocketIo;
using Services.Gateway.Subscriptions;

namespace Services.Gateway.Connections;

/// <summary>
/// Closes connections whose token has expired, once in a while: a timer for each would cost more than it is worth. A client that comes back
/// with a new token goes on where it was.
/// </summary>
internal sealed class TokenExpirySweeper(
    SocketNamespace sockets,
    RoomSocketRegistry subscribers,
    GatewayMetrics metrics,
    IOptions<AuthOptions> options,
    TimeProvider time
) : BackgroundService
{
    private static readonly byte[] Expired = JsonSerializer.SerializeToUtf8Bytes(
        new ErrorEvent { Code = GatewayError.TokenExpired.Code, Message = GatewayError.TokenExpired.Message },
        RequestsJson.Default.ErrorEvent
    );

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.ExpiryInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Sweep(TokenValidation.ExpiredUntil(options.Value, time));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private void Sweep(long expiredUntil)
    {
        foreach (var socket in sockets.Namespace.Sockets)
        {
            if (socket.GetState<SocketClient>().Expires <= expiredUntil)
            {
                Expire(socket);
            }
        }

        foreach (var subscriber in subscribers.All)
        {
            if (subscriber.Expires <= expiredUntil)
            {
                subscriber.Expire();
            }
        }
    }

    private void Expire(SocketIoSocket socket)
    {
        metrics.Failed(ErrorCodes.AuthExpired);
        socket.EmitRaw(ErrorEvent.Name, Expired);
        socket.CloseConnection(ErrorCodes.AuthExpired);
    }
}
