using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Microsoft.IdentityModel.JsonWebTokens;

/// <summary>Makes and verifies signed JSON Web Tokens (RFC 7519, compact form) with HMAC SHA-256. Thread-safe.</summary>
public sealed class JsonWebTokenHandler
{
    private const int MaximumTokenLength = 16 * 1024;

    private readonly TimeProvider _time;

    /// <summary>On the system's clock.</summary>
    public JsonWebTokenHandler() : this(TimeProvider.System)
    {
    }

    internal JsonWebTokenHandler(TimeProvider time) => _time = time;

    /// <summary>Signs a token. Times that are not given are set: issued and valid from now, for an hour.</summary>
    public string CreateToken(SecurityTokenDescriptor tokenDescriptor)
    {
        ArgumentNullException.ThrowIfNull(tokenDescriptor);
        if (tokenDescriptor.SigningCredentials is not { Key: SymmetricSecurityKey key, Algorithm: SecurityAlgorithms.HmacSha256 })
        {
            throw new NotSupportedException("Tokens are signed with HS256 and a symmetric key.");
        }

        var now = _time.GetUtcNow().UtcDateTime;
        var payload = new JsonObject();
        foreach (var claim in tokenDescriptor.Subject?.Claims ?? [])
        {
            payload[claim.Type] = claim.Value;
        }

        if (tokenDescriptor.Issuer is { } issuer)
        {
            payload["iss"] = issuer;
        }

        if (tokenDescriptor.Audience is { } audience)
        {
            payload["aud"] = audience;
        }

        payload["exp"] = UnixTime(tokenDescriptor.Expires ?? now.AddHours(1));
        payload["nbf"] = UnixTime(tokenDescriptor.NotBefore ?? now);
        payload["iat"] = UnixTime(tokenDescriptor.IssuedAt ?? now);

        var signed = $"{Encode("""{"alg":"HS256","typ":"JWT"}""")}.{Encode(payload.ToJsonString())}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(key.Key, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Checks signature, algorithm, issuer, audience and times. Never throws for a bad token: the result says why.</summary>
    public Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        ArgumentNullException.ThrowIfNull(validationParameters);
        try
        {
            return Task.FromResult(new TokenValidationResult { IsValid = true, ClaimsIdentity = Validate(token, validationParameters) });
        }
        catch (Exception exception) when (exception is SecurityTokenException or JsonException or FormatException or InvalidOperationException)
        {
            return Task.FromResult(new TokenValidationResult { Exception = exception });
        }
    }

    private ClaimsIdentity Validate(string token, TokenValidationParameters parameters)
    {
        if (string.IsNullOrEmpty(token) || token.Length > MaximumTokenLength)
        {
            throw new SecurityTokenException("The token is empty or too long.");
        }

        var parts = token.Split('.');
        if (parts.Length != 3)
        {
            throw new SecurityTokenException("The token has not three parts.");
        }

        using var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0]));
        VerifyHeader(header.RootElement, parameters);
        VerifySignature(parts, parameters);

        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1]));
        if (payload.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw new SecurityTokenException("The payload is no object.");
        }

        VerifyIssuerAndAudience(payload.RootElement, parameters);
        VerifyTimes(payload.RootElement, parameters);
        return new ClaimsIdentity(ReadClaims(payload.RootElement), "AuthenticationTypes.Federation", parameters.NameClaimType, parameters.RoleClaimType);
    }

    private static void VerifyHeader(JsonElement header, TokenValidationParameters parameters)
    {
        var algorithm = Text(header, "alg");
        if (algorithm != SecurityAlgorithms.HmacSha256 || parameters.ValidAlgorithms?.Contains(algorithm) == false)
        {
            throw new SecurityTokenException("The algorithm is not allowed.");
        }
        // RFC 7515, section 4.1.11: extensions that are not understood must be refused, and none is.
        if (header.TryGetProperty("crit", out _))
        {
            throw new SecurityTokenException("Critical extensions are not supported.");
        }
    }

    private static void VerifySignature(string[] parts, TokenValidationParameters parameters)
    {
        if (parameters.IssuerSigningKey is not SymmetricSecurityKey key)
        {
            throw new SecurityTokenException("There is no key to verify with.");
        }

        var expected = HMACSHA256.HashData(key.Key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        if (!CryptographicOperations.FixedTimeEquals(expected, Base64Url.DecodeFromChars(parts[2])))
        {
            throw new SecurityTokenException("The signature does not match.");
        }
    }

    private static void VerifyIssuerAndAudience(JsonElement payload, TokenValidationParameters parameters)
    {
        if (parameters.ValidIssuer is null || Text(payload, "iss") != parameters.ValidIssuer)
        {
            throw new SecurityTokenException("The issuer is not the expected one.");
        }

        if (parameters.ValidAudience is null || !Audiences(payload).Contains(parameters.ValidAudience))
        {
            throw new SecurityTokenException("The audience is not the expected one.");
        }
    }

    private void VerifyTimes(JsonElement payload, TokenValidationParameters parameters)
    {
        var now = _time.GetUtcNow();
        if (Seconds(payload, "exp") is { } expires)
        {
            if (now >= expires + parameters.ClockSkew)
            {
                throw new SecurityTokenException("The token has expired.");
            }
        }
        else if (parameters.RequireExpirationTime)
        {
            throw new SecurityTokenException("The token never expires.");
        }

        if (Seconds(payload, "nbf") is { } notBefore && now < notBefore - parameters.ClockSkew)
        {
            throw new SecurityTokenException("The token is not valid yet.");
        }
    }

    private static IEnumerable<Claim> ReadClaims(JsonElement payload)
    {
        foreach (var member in payload.EnumerateObject())
        {
            if (member.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (var item in member.Value.EnumerateArray())
                {
                    yield return new Claim(member.Name, item.ToString());
                }
            }
            else
            {
                yield return new Claim(member.Name, member.Value.ToString());
            }
        }
    }

    private static IEnumerable<string?> Audiences(JsonElement payload) => payload.TryGetProperty("aud", out var audience)
        ? audience.ValueKind switch
        {
            JsonValueKind.String => [audience.GetString()],
            JsonValueKind.Array => audience.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()),
            _ => [],
        }
        : [];

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static DateTimeOffset? Seconds(JsonElement payload, string name)
    {
        if (!payload.TryGetProperty(name, out var value))
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds) || Math.Abs(seconds) > 253402300799)
        {
            throw new SecurityTokenException($"{name} is no time.");
        }

        return DateTimeOffset.UnixEpoch.AddSeconds(seconds);
    }

    private static long UnixTime(DateTime time) => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeSeconds();

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
