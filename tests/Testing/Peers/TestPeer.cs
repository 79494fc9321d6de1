using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Switchboard.Testing.Peers;

/// <summary>
/// A service that signs what it asks of others, with a key of these tests' own. Its tokens can be wrong in each of the ways in which one
/// can be.
/// </summary>
public sealed class TestPeer : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private TestPeer(string name) => Name = name;

    /// <summary>Chooses the agents and what they are told.</summary>
    public static TestPeer Orchestrator { get; } = new("orchestrator");

    /// <summary>Where clients connect.</summary>
    public static TestPeer Gateway { get; } = new("gateway");

    /// <summary>Scores turns.</summary>
    public static TestPeer Evals { get; } = new("evals");

    /// <summary>All that sign.</summary>
    public static IReadOnlyList<TestPeer> All { get; } = [Orchestrator, Gateway, Evals];

    /// <summary>Settings by which a service knows them all, with the names of sections separated by colons.</summary>
    public static IReadOnlyDictionary<string, string?> Accepted { get; } =
        All.ToDictionary(peer => $"Peers:Accepted:{peer.Name}:0", string? (peer) => peer.PublicKey);

    /// <summary>The service.</summary>
    public string Name { get; }

    /// <summary>SubjectPublicKeyInfo in base64.</summary>
    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    /// <summary>PKCS #8 in base64.</summary>
    public string PrivateKey => Convert.ToBase64String(_key.ExportPkcs8PrivateKey());

    /// <summary>Settings with which a service is this one, and knows them all.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>(Accepted) { ["Peers:Key"] = PrivateKey };

    /// <summary>Another service of that name, with a key that nobody knows.</summary>
    public TestPeer Impostor() => new(Name);

    /// <summary>A token for a service.</summary>
    /// <param name="audience">The service.</param>
    /// <param name="grant">What the call acts for, as JSON.</param>
    /// <param name="life">From now; negative for one that is over.</param>
    public string TokenFor(string audience, JsonElement? grant = null, TimeSpan? life = null)
    {
        var now = DateTimeOffset.UtcNow;
        var claims = new Dictionary<string, object>
        {
            ["iss"] = Name,
            ["aud"] = audience,
            ["nbf"] = now.AddMinutes(-10).ToUnixTimeSeconds(),
            ["exp"] = (now + (life ?? TimeSpan.FromMinutes(1))).ToUnixTimeSeconds(),
        };
        if (grant is { } said)
        {
            claims["grant"] = said;
        }

        var signed = $"{Encode(new { alg = "ES256", typ = "JWT" })}.{Encode(claims)}";
        return $"{signed}.{Base64Url.EncodeToString(_key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Signs a request for a service.</summary>
    public HttpRequestMessage Sign(HttpRequestMessage request, string audience, JsonElement? grant = null)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TokenFor(audience, grant));
        return request;
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    private static string Encode<T>(T content) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(content));
}
