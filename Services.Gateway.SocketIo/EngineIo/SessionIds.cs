using System.Buffers.Text;
using System.Security.Cryptography;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>Ids of 20 URL-safe characters, as the reference implementation makes them.</summary>
internal static class SessionIds
{
    private const int RandomBytes = 15;
    private const int RandomBytesBesideTag = 12;
    private const int Length = 20;

    /// <summary>120 random bits.</summary>
    public static string New() => Random(RandomBytes);

    /// <summary>A tag, by which servers tell whose it is, and 96 random bits.</summary>
    public static string New(string tag) => tag + Random(RandomBytesBesideTag);

    /// <summary>The tag of an id that begins with one; null for what cannot be an id.</summary>
    public static string? TagOf(string id) => id.Length == Length && Base64Url.IsValid(id) ? id[..ISessionForwarder.TagLength] : null;

    private static string Random(int count)
    {
        Span<byte> random = stackalloc byte[count];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }
}
