using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Services.Gateway.Access;

namespace Services.Gateway.Forwarding;

/// <summary>
/// What a gateway says about a request that it passes on: <c>TIME SCHEME ADDRESS SIGNATURE</c>, where the signature (HMAC-SHA256) covers
/// these, the method and the session. No client can make one up, or use that of another request. Pure.
/// </summary>
internal sealed class ForwardingSignature(IOptions<ForwardingOptions> options, IOptions<AuthOptions> auth, TimeProvider time)
{
    /// <summary>The request header.</summary>
    public const string Header = "X-Switchboard-Forwarded";

    private const string NoAddress = "-";

    private readonly byte[] _key = options.Value.Secret is { Length: > 0 } secret
        ? Encoding.UTF8.GetBytes(secret)
        : HMACSHA256.HashData(Encoding.UTF8.GetBytes(auth.Value.SigningKey), "switchboard gateway forwarding"u8);

    private readonly TimeSpan _skew = options.Value.ClockSkew;

    /// <summary>The header's value for a request that is to be passed on.</summary>
    public string Sign(HttpContext context)
    {
        var claim = string.Create(
            CultureInfo.InvariantCulture,
            $"{time.GetUtcNow().ToUnixTimeSeconds()} {context.Request.Scheme} {context.Connection.RemoteIpAddress?.ToString() ?? NoAddress}"
        );
        return $"{claim} {Signature(claim, context.Request)}";
    }

    /// <summary>What is said about the request; null if no gateway of ours said it, or not just now.</summary>
    public ForwardedFrom? Verify(string value, HttpRequest request)
    {
        var parts = value.Split(' ');
        if (
            parts is not [var seconds, "http" or "https", var address, var signature]
            || !long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var sentAt)
            || Math.Abs(time.GetUtcNow().ToUnixTimeSeconds() - sentAt) > _skew.TotalSeconds
        )
        {
            return null;
        }

        var expected = Signature(string.Join(' ', parts[..3]), request);
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature))
            ? new ForwardedFrom(parts[1], IPAddress.TryParse(address, out var client) ? client : null)
            : null;
    }

    /// <summary>A WebSocket over HTTP/2 is opened with CONNECT and passed on as GET.</summary>
    private string Signature(string claim, HttpRequest request)
    {
        var method = HttpMethods.IsPost(request.Method) ? HttpMethods.Post : HttpMethods.Get;
        return Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{claim} {method} {request.Query["sid"]}")));
    }
}
