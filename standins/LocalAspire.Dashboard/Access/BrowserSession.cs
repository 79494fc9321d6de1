using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Access;

/// <summary>
/// The signed-in browser's cookie: an expiry and a nonce, signed with a key that is derived from the browser token. It outlives a restart
/// that keeps the token, and a new token ends it.
/// </summary>
internal sealed class BrowserSession(DashboardOptions options, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(3);

    private readonly byte[] _key = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.BrowserToken), "dashboard cookie"u8);

    public void SignIn(HttpContext context)
    {
        var expires = time.GetUtcNow() + Lifetime;
        var content = string.Create(
            CultureInfo.InvariantCulture, $"{expires.ToUnixTimeSeconds()}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}");
        context.Response.Cookies.Append(CookieName(context), $"{content}.{Sign(content)}", Cookie(context, expires));
    }

    public static void SignOut(HttpContext context) => context.Response.Cookies.Delete(CookieName(context), Cookie(context, null));

    public bool IsSignedIn(HttpContext context)
    {
        if (!context.Request.Cookies.TryGetValue(CookieName(context), out var cookie) || cookie.LastIndexOf('.') is not (> 0 and var dot))
        {
            return false;
        }

        var content = cookie[..dot];
        return SignatureMatches(content, cookie[(dot + 1)..])
            && long.TryParse(content.AsSpan(0, content.IndexOf('.')), CultureInfo.InvariantCulture, out var expires)
            && time.GetUtcNow().ToUnixTimeSeconds() < expires;
    }

    /// <summary>Proves that a form was made for this session.</summary>
    public string FormToken(HttpContext context) => Sign("form " + context.Request.Cookies[CookieName(context)]);

    public bool IsFormTokenValid(HttpContext context, string token) =>
        SignatureMatches("form " + context.Request.Cookies[CookieName(context)], token);

    // Cookies ignore ports: without the port in the name, two dashboards on one host would sign each other out.
    private static string CookieName(HttpContext context) =>
        string.Create(CultureInfo.InvariantCulture, $"dashboard-{context.Connection.LocalPort}");

    private static CookieOptions Cookie(HttpContext context, DateTimeOffset? expires) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        Path = "/",
        Expires = expires,
        IsEssential = true,
    };

    private string Sign(string content) => Convert.ToHexStringLower(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(content)));

    private bool SignatureMatches(string content, string signature) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(content)), Encoding.UTF8.GetBytes(signature));
}
