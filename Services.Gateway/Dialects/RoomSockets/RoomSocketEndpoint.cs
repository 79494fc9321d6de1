using System.Globalization;
using System.Net.WebSockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using Services.Contracts;
using Services.Contracts.Access;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.ConnectionLogs;
using Services.Gateway.Errors;
using Services.Gateway.Metrics;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;
using Services.Gateway.SocketIo.Transport;
using Services.Gateway.Tracing;
using StoredSession = Services.Conversations.Sessions.Session;

namespace Services.Gateway.Dialects.RoomSockets;

/// <summary>
/// <c>/ws/{roomId}</c>: JSON text frames. Everything that can be refused is refused before the upgrade, with a status and a code.
/// </summary>
internal static class RoomSocketEndpoint
{
    /// <summary>What the transport is called in logs and metrics.</summary>
    public const string Transport = "websocket";

    private static readonly BoundedWebSocketOptions SocketOptions = new() { KeepAliveInterval = TimeSpan.FromSeconds(25) };

    public static void MapRoomWebSocket(this IEndpointRouteBuilder endpoints) =>
        endpoints
            // Whatever follows is meant as a room's name: one that is none is refused with the rule, as the others are.
            .Map("/ws/{**roomId}", HandleAsync)
            .AllowAnonymous()
            .CountsAs(RequestKind.Connection)
            .AddEndpointFilter(
                new ConnectionLimitFilter(
                    endpoints.ServiceProvider.GetRequiredService<ConnectionLimits>(),
                    static error => Refusal(StatusCodes.Status429TooManyRequests, error)
                )
            );

    private static async Task HandleAsync(
        HttpContext context,
        string? roomId,
        ConnectionAdmission admission,
        SessionDirectory directory,
        RoomSocketHandler rooms,
        ConnectionRegistry connections,
        ConnectionLog log,
        TrafficLog traffic,
        GatewayMetrics metrics,
        IHostApplicationLifetime lifetime,
        TimeProvider time
    )
    {
        if (!BoundedWebSocket.IsRequested(context))
        {
            await RefuseAsync(context, StatusCodes.Status426UpgradeRequired, GatewayError.Invalid("This address is a WebSocket."));
            return;
        }

        if (await admission.CheckAsync(context.Connection.RemoteIpAddress, context.RequestAborted) is { } refused)
        {
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, refused);
            return;
        }

        if (!(await AuthenticateAsync(context)).TryGet(out var token, out var error))
        {
            await RefuseAsync(context, StatusCodes.Status401Unauthorized, error);
            return;
        }

        var caller = token.Caller;
        if (!TryReadAfter(context.Request.Query["after"], out var after))
        {
            await RefuseAsync(
                context,
                StatusCodes.Status400BadRequest,
                GatewayError.Invalid("after must be the number of an event, 0 for all.")
            );
            return;
        }

        if (await admission.CheckAsync(caller, context.RequestAborted) is { } full)
        {
            await RefuseAsync(context, StatusCodes.Status429TooManyRequests, full);
            return;
        }

        if (!(await FindAsync(directory, caller, roomId ?? "", context.RequestAborted)).TryGet(out var session, out error))
        {
            await RefuseAsync(context, StatusOf(error), error);
            return;
        }

        var wantsChunks = context.Request.Query["stream"].ToString().Equals("true", StringComparison.OrdinalIgnoreCase);
        await using var socket = await BoundedWebSocket.AcceptAsync(context, SocketOptions, time);
        await using var stopping = lifetime.ApplicationStopping.Register(() =>
            socket.Close(WebSocketCloseStatus.EndpointUnavailable, "server shutting down")
        );
        using var subscriber = new RoomSocketSubscriber(socket, token, session.Id, wantsChunks, traffic, metrics, time);
        connections.Add(caller, Transport);
        var since = log.Connected(Transport, caller);
        try
        {
            await rooms.RunAsync(socket, subscriber, caller, context.Connection.RemoteIpAddress, session.Id, after);
        }
        catch (Exception failure) when (Faults.IsOutage(failure))
        {
            subscriber.Fail(GatewayError.Internal);
            socket.Close(WebSocketCloseStatus.InternalServerError, "the session cannot be followed now");
        }
        finally
        {
            connections.Remove(caller, Transport);
            log.Disconnected(Transport, token, lifetime.ApplicationStopping.IsCancellationRequested, since);
        }
    }

    /// <summary>Null if nothing was given.</summary>
    private static bool TryReadAfter(string? given, out long? after)
    {
        after = long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return after is not null || string.IsNullOrEmpty(given);
    }

    private static async Task<Outcome<VerifiedToken>> AuthenticateAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync();
        if (result.None)
        {
            return new GatewayError(ErrorCodes.AuthTokenMissing, "Send Authorization: Bearer, or access_token in the query.");
        }

        return result is { Succeeded: true, Principal.Identity: ClaimsIdentity identity } && CallerClaims.ReadToken(identity) is { } token
            ? token
            : new GatewayError(ErrorCodes.AuthFailed, "The token was refused.");
    }

    private static async Task<Outcome<StoredSession>> FindAsync(
        SessionDirectory directory,
        Caller caller,
        string roomId,
        CancellationToken cancellationToken
    )
    {
        using var activity = GatewayTracing.StartRequest("room:enter", caller);
        return await directory.AuthoriseRoomAsync(caller, roomId, isShared: false, cancellationToken);
    }

    private static int StatusOf(GatewayError error) =>
        error.Code switch
        {
            ErrorCodes.SessionNotFound => StatusCodes.Status404NotFound,
            ErrorCodes.TooManySessions or ErrorCodes.RoomFull => StatusCodes.Status409Conflict,
            ErrorCodes.SessionAccessDenied => StatusCodes.Status403Forbidden,
            ErrorCodes.RateLimitExceeded => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status400BadRequest,
        };

    private static Task RefuseAsync(HttpContext context, int status, GatewayError error)
    {
        context.SetRetryAfter(error);
        return Refusal(status, error).ExecuteAsync(context);
    }

    private static JsonHttpResult<ErrorResponse> Refusal(int status, GatewayError error) =>
        TypedResults.Json(ErrorResponse.Of(error), ErrorsJson.Default.ErrorResponse, statusCode: status);
}
