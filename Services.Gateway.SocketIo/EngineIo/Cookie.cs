namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>
/// The cookie that tells load balancers apart which session a request belongs to; off unless <see cref="SocketIoOptions.CookieName"/> is
/// set.
/// </summary>
internal static class Cookie
{
    public static string? For(string sessionId, SocketIoOptions options) =>
        options.CookieName is { Length: > 0 } name ? $"{name}={sessionId}; Path=/; HttpOnly; SameSite=Lax" : null;
}
