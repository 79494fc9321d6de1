using Microsoft.AspNetCore.Http;

namespace Services.Gateway.SocketIo;

/// <summary>
/// For several servers behind one address: passes a request that names a session of another server on to that server, so that a balancer
/// may send every request anywhere. Register one in the services to have it used. Thread-safe.
/// </summary>
public interface ISessionForwarder
{
    /// <summary>How many characters a tag has.</summary>
    const int TagLength = 4;

    /// <summary>
    /// Begins the ids of sessions made from now on: <see cref="TagLength"/> letters, digits, <c>-</c> or <c>_</c>, by which the other
    /// servers find this one. What follows it in an id are 96 random bits.
    /// </summary>
    string Tag { get; }

    /// <summary>
    /// Passes a polling request or a WebSocket upgrade on to the server with that tag, and its answer back; completes when the request is
    /// over. False if there is no such server, or it does not answer; then the response has not begun, and the client learns that the
    /// session is unknown.
    /// </summary>
    ValueTask<bool> TryForwardAsync(HttpContext context, string tag);
}
