using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>A refused handshake, as Engine.IO clients expect it: a small JSON object with a code and a sentence.</summary>
/// <param name="Code">Engine.IO's number.</param>
/// <param name="StatusCode">The HTTP status.</param>
/// <param name="Message">Engine.IO's text.</param>
internal sealed record EngineIoError(int Code, int StatusCode, string Message)
{
    /// <summary>The transport is not known, or not enabled.</summary>
    public static readonly EngineIoError TransportUnknown = new(0, StatusCodes.Status400BadRequest, "Transport unknown");

    /// <summary>No connection has this <c>sid</c>.</summary>
    public static readonly EngineIoError SessionUnknown = new(1, StatusCodes.Status400BadRequest, "Session ID unknown");

    /// <summary>A handshake must be a GET.</summary>
    public static readonly EngineIoError BadHandshakeMethod = new(2, StatusCodes.Status400BadRequest, "Bad handshake method");

    /// <summary>For example the WebSocket transport without a WebSocket.</summary>
    public static readonly EngineIoError BadRequest = new(3, StatusCodes.Status400BadRequest, "Bad request");

    /// <summary>The origin is not allowed.</summary>
    public static readonly EngineIoError Forbidden = new(4, StatusCodes.Status403Forbidden, "Forbidden");

    /// <summary>Anything but <c>EIO=4</c>.</summary>
    public static readonly EngineIoError UnsupportedVersion = new(5, StatusCodes.Status400BadRequest, "Unsupported protocol version");

    /// <summary>
    /// There is no room for another session, or too many were opened in a short time. The number is this server's own: the original has no
    /// such limit.
    /// </summary>
    public static readonly EngineIoError TooManyConnections = new(6, StatusCodes.Status429TooManyRequests, "Too many connections")
    {
        RetryAfterSeconds = 5,
    };

    /// <summary>When it is worth trying again, if it is.</summary>
    public int? RetryAfterSeconds { get; private init; }

    /// <summary>The same, with another time to wait.</summary>
    public EngineIoError After(TimeSpan wait) => this with { RetryAfterSeconds = (int)Math.Ceiling(wait.TotalSeconds) };

    /// <summary>Writes the refusal.</summary>
    public Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCode;
        context.Response.ContentType = "application/json";
        context.Response.Headers.Connection = "close";
        context.Response.Headers.RetryAfter = RetryAfterSeconds?.ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsync($$"""{"code":{{Code}},"message":"{{Message}}"}""", context.RequestAborted);
    }
}
