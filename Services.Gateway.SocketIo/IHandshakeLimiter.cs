using System.Net;

namespace Services.Gateway.SocketIo;

/// <summary>
/// Limits how often connections are opened, as <see cref="ConnectionLimits"/> limits how many there are: asked once for each, when there is
/// room for it and before there is a session. Register one in the services to have it used. Thread-safe.
/// </summary>
public interface IHandshakeLimiter
{
    /// <summary>
    /// Counts a connection from that address. Null if it may be opened; otherwise how long its client should wait, which it is told with
    /// 429 and <c>Retry-After</c>.
    /// </summary>
    ValueTask<TimeSpan?> TakeAsync(IPAddress? address);
}
