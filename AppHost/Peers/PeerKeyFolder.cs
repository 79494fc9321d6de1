using System.Security.Cryptography;
using System.Text.Json;
using AppHost.Local;

namespace AppHost.Peers;

/// <summary>
/// The keys by which services know each other, in files beside the data: one private key for each service that asks others, and one file
/// with all public ones. The services read a file again when it is replaced. Not thread-safe.
/// </summary>
internal sealed class PeerKeyFolder
{
    private const string Section = "Peers";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private readonly string _folder;
    private readonly Dictionary<string, string[]> _accepted = [];

    /// <summary>Finds the keys, or makes those that are missing.</summary>
    /// <param name="folder">Where they are; its owner's only.</param>
    /// <param name="services">Who signs.</param>
    public PeerKeyFolder(string folder, params IEnumerable<string> services)
    {
        _folder = folder;
        var before = Read<Accepted>(AcceptedFile)?.Keys ?? [];
        foreach (var service in services)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            if (Read<Own>(KeyFile(service))?.Key is { } kept)
            {
                key.ImportPkcs8PrivateKey(Convert.FromBase64String(kept), out _);
            }
            else
            {
                WriteKey(service, key);
            }

            _accepted[service] = [.. before.GetValueOrDefault(service, []).Prepend(PublicHalf(key)).Distinct().Take(2)];
        }

        WriteAccepted();
    }

    /// <summary>The public keys of all: of each service the newest first, and the one before it.</summary>
    public string AcceptedFile => Path.Combine(_folder, "accepted.json");

    /// <summary>What that service signs with; no other is given it.</summary>
    public string KeyFile(string service) => Path.Combine(_folder, $"{service}.json");

    /// <summary>
    /// Makes a new key for the service. First all learn its public half, then the service signs with it; what was signed with the old one
    /// is good until the next time.
    /// </summary>
    /// <param name="service">One of those that sign.</param>
    /// <param name="learning">How long the services take to read a file that was replaced.</param>
    /// <param name="cancellationToken">Ends the wait between the two; the service then keeps its old key, which stays accepted.</param>
    public async Task RenewAsync(string service, TimeSpan learning, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var current = _accepted[service][0];
        _accepted[service] = [current, PublicHalf(key)];
        WriteAccepted();
        await Task.Delay(learning, cancellationToken);
        WriteKey(service, key);
        _accepted[service] = [PublicHalf(key), current];
        WriteAccepted();
    }

    private static string PublicHalf(ECDsa key) => Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());

    private static T? Read<T>(string path)
        where T : class =>
        File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, T>>(File.ReadAllBytes(path))?.GetValueOrDefault(Section) : null;

    private void WriteKey(string service, ECDsa key) =>
        Write(KeyFile(service), new Own(Convert.ToBase64String(key.ExportPkcs8PrivateKey())));

    private void WriteAccepted() => Write(AcceptedFile, new Accepted(_accepted));

    private static void Write<T>(string path, T content) =>
        PrivateFile.Write(path, JsonSerializer.Serialize(new Dictionary<string, T> { [Section] = content }, Readable));

    private sealed record Own(string Key);

    /// <param name="Keys">By the service's name.</param>
    private sealed record Accepted(
        [property: System.Text.Json.Serialization.JsonPropertyName("Accepted")] Dictionary<string, string[]> Keys
    );
}
