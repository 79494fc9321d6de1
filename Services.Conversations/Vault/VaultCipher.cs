using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Services.Contracts.Ids;

namespace Services.Conversations.Vault;

/// <summary>
/// AES-256-GCM for the vault: data under a key of their session, that key under the platform's. Sealed bytes are nonce, tag and cipher
/// text. Thread safe.
/// </summary>
internal sealed class VaultCipher(IOptionsMonitor<VaultOptions> options)
{
    private const int KeySize = 32;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int NameSize = 8;
    private const int DisguiseSize = 16;

    /// <summary>A new key for a session, wrapped.</summary>
    public byte[] NewKey(SessionId session) =>
        Seal(MasterKey(options.CurrentValue.Key), RandomNumberGenerator.GetBytes(KeySize), session.Value.ToByteArray());

    /// <summary>A name of the platform's secret, which does not tell it.</summary>
    public string KeyName => NameOf(options.CurrentValue.Key);

    /// <summary>The session's key, wrapped with the platform's secret of now; null if no secret that is known opens it.</summary>
    public byte[]? Rewrap(SessionId session, byte[] wrapped)
    {
        try
        {
            return Seal(MasterKey(options.CurrentValue.Key), Unwrap(session, wrapped), session.Value.ToByteArray());
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    /// <summary>
    /// Stands for an id that a client made of personal data: the same for the same, and nobody without the platform's secret can find out
    /// which it is.
    /// </summary>
    public string Disguise(string id) =>
        "masked-"
        + Convert.ToHexStringLower(
            HMACSHA256.HashData(Derive(options.CurrentValue.Key, "switchboard ids"u8), Encoding.UTF8.GetBytes(id)).AsSpan(0, DisguiseSize)
        );

    /// <summary>The session's key.</summary>
    /// <exception cref="CryptographicException">It was wrapped with a secret that is not known any more.</exception>
    public byte[] Unwrap(SessionId session, byte[] wrapped)
    {
        var binding = session.Value.ToByteArray();
        try
        {
            return Open(MasterKey(options.CurrentValue.Key), wrapped, binding);
        }
        catch (AuthenticationTagMismatchException) when (options.CurrentValue.PreviousKey is { } previous)
        {
            return Open(MasterKey(previous), wrapped, binding);
        }
    }

    /// <summary>Encrypts a datum; it is opened under the same placeholder only.</summary>
    public static byte[] Seal(byte[] key, string placeholder, string datum) =>
        Seal(key, Encoding.UTF8.GetBytes(datum), Encoding.UTF8.GetBytes(placeholder));

    /// <summary>Decrypts a datum.</summary>
    public static string Open(byte[] key, string placeholder, byte[] datum) =>
        Encoding.UTF8.GetString(Open(key, datum, Encoding.UTF8.GetBytes(placeholder)));

    /// <summary>By which a session's data are told apart without being read.</summary>
    public static byte[] Fingerprint(byte[] key, string kind, string datum) =>
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{kind}\n{Plain(kind, datum)}"));

    /// <summary>However it is spaced and written, a number is the same number, and an address the same address.</summary>
    private static string Plain(string kind, string datum) =>
        kind == PersonalDataKinds.Email ? datum.ToUpperInvariant() : string.Concat(datum.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    private static byte[] MasterKey(string secret) => Derive(secret, "switchboard vault"u8);

    private static string NameOf(string secret) => Convert.ToHexStringLower(Derive(secret, "switchboard vault name"u8).AsSpan(0, NameSize));

    private static byte[] Derive(string secret, ReadOnlySpan<byte> info) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret), KeySize, info: info.ToArray());

    private static byte[] Seal(byte[] key, byte[] plain, byte[] binding)
    {
        var bytes = new byte[NonceSize + TagSize + plain.Length];
        var nonce = bytes.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, plain, bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), binding);
        return bytes;
    }

    private static byte[] Open(byte[] key, byte[] bytes, byte[] binding)
    {
        var plain = new byte[bytes.Length - NonceSize - TagSize];
        using var cipher = new AesGcm(key, TagSize);
        cipher.Decrypt(bytes.AsSpan(0, NonceSize), bytes.AsSpan(NonceSize + TagSize), bytes.AsSpan(NonceSize, TagSize), plain, binding);
        return plain;
    }
}
