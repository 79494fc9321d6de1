using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Switchboard.Testing.Oidc;

/// <summary>An RSA key with an id, which signs RS256 JWTs.</summary>
public sealed class TestSigningKey
{
    private const int Bits = 2_048;

    private readonly RSA _rsa;

    private TestSigningKey(RSA rsa, string id)
    {
        _rsa = rsa;
        Id = id;
    }

    /// <summary>Its <c>kid</c>.</summary>
    public string Id { get; }

    public static TestSigningKey Create() => new(RSA.Create(Bits), RandomNumberGenerator.GetHexString(16));

    /// <summary>Another key under the same id.</summary>
    public TestSigningKey Forge() => new(RSA.Create(Bits), Id);

    public string Sign(string payload)
    {
        var header = JsonSerializer.Serialize(
            new
            {
                alg = "RS256",
                typ = "JWT",
                kid = Id,
            }
        );
        var signed = $"{Encode(header)}.{Encode(payload)}";
        var signature = _rsa.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The public half, as in a key set (RFC 7517).</summary>
    public object ToJwk()
    {
        var key = _rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            alg = "RS256",
            kid = Id,
            n = Base64Url.EncodeToString(key.Modulus),
            e = Base64Url.EncodeToString(key.Exponent),
        };
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
