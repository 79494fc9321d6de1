namespace ServiceDefaults.Peers;

/// <summary>
/// What the services of the platform know each other by: each signs with a key that it alone has, and knows the public halves of others.
/// Read again whenever it changes.
/// </summary>
internal sealed class PeerOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Peers";

    /// <summary>
    /// What signs this service's requests: a private key on P-256, PKCS #8 in base64. Default: none; nothing is signed then.
    /// </summary>
    public string? Key { get; set; }

    /// <summary>
    /// The public keys of each service that may ask this one, SubjectPublicKeyInfo in base64; several while one takes the other's place.
    /// Default: none, and then every request is refused.
    /// </summary>
    public Dictionary<string, string[]> Accepted { get; } = [];
}
