using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace ServiceDefaults.Peers;

/// <summary>The keys of this moment. Thread-safe.</summary>
internal sealed partial class PeerKeys : IDisposable
{
    private readonly ILogger<PeerKeys> _logger;
    private readonly IDisposable? _changes;
    private volatile Ring _ring;

    /// <exception cref="InvalidOperationException">
    /// A key is no key; or one is missing, which is allowed in development only.
    /// </exception>
    public PeerKeys(IOptionsMonitor<PeerOptions> options, PeerNeeds needs, IHostEnvironment environment, ILogger<PeerKeys> logger)
    {
        _logger = logger;
        _ring = Ring.Of(options.CurrentValue);
        if (!environment.IsDevelopment() && needs.Missing(options.CurrentValue) is { } missing)
        {
            throw new InvalidOperationException(missing);
        }

        _changes = options.OnChange(Replace);
    }

    /// <summary>What this service signs with; null if it has no key.</summary>
    public SigningCredentials? Signing => _ring.Signing;

    /// <summary>The keys by which that service is known; none if it is not.</summary>
    public IReadOnlyList<SecurityKey> Of(string service) => _ring.Accepted.GetValueOrDefault(service, []);

    public void Dispose() => _changes?.Dispose();

    /// <summary>Keys that cannot be read leave those of before.</summary>
    private void Replace(PeerOptions options)
    {
        try
        {
            _ring = Ring.Of(options);
        }
        catch (InvalidOperationException wrong)
        {
            LogWrong(wrong);
        }
    }

    private sealed record Ring(SigningCredentials? Signing, IReadOnlyDictionary<string, IReadOnlyList<SecurityKey>> Accepted)
    {
        public static Ring Of(PeerOptions options) =>
            new(
                string.IsNullOrWhiteSpace(options.Key)
                    ? null
                    : new SigningCredentials(
                        Read(options.Key, $"{PeerOptions.Section}:Key", static (ecdsa, key) => ecdsa.ImportPkcs8PrivateKey(key, out _)),
                        SecurityAlgorithms.EcdsaSha256
                    ),
                options.Accepted.ToDictionary(
                    static entry => entry.Key,
                    static IReadOnlyList<SecurityKey> (entry) =>
                        [
                            .. entry.Value.Select(text =>
                                Read(
                                    text,
                                    $"{PeerOptions.Section}:Accepted:{entry.Key}",
                                    static (ecdsa, key) => ecdsa.ImportSubjectPublicKeyInfo(key, out _)
                                )
                            ),
                        ],
                    StringComparer.Ordinal
                )
            );

        private static ECDsaSecurityKey Read(string text, string setting, Action<ECDsa, byte[]> import)
        {
            var ecdsa = ECDsa.Create();
            try
            {
                import(ecdsa, Convert.FromBase64String(text));
                return new ECDsaSecurityKey(ecdsa)
                {
                    KeyId = Convert.ToHexStringLower(SHA256.HashData(ecdsa.ExportSubjectPublicKeyInfo()))[..16],
                };
            }
            catch (Exception wrong) when (wrong is FormatException or CryptographicException)
            {
                ecdsa.Dispose();
                throw new InvalidOperationException($"{setting} is no key on P-256 in base64.", wrong);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "The keys of the services were changed to something that is none; those of before go on being used.")]
    private partial void LogWrong(Exception wrong);
}
