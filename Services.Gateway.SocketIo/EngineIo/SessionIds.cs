using System.Buffers.Text;
using System.Security.Cryptography;

namespace Services.Gateway.SocketIo.EngineIo;

/// <summary>Ids of 20 URL-safe characters, as the reference implementation makes them.</summary>
internal static class SessionIds
{
    private const int RandomBytes = 15;
    private const int RandomBytesBesideTag = 12;
    private const int Length = 20;
    private const int Stock = 960;

    // The kernel is asked for many ids at once; what was used is wiped.
    [ThreadStatic]
    private static byte[]? _stock;

    [ThreadStatic]
    private static int _left;

    /// <summary>120 random bits.</summary>
    public static string New() => Random(RandomBytes);

    /// <summary>A tag, by which servers tell whose it is, and 96 random bits.</summary>
    public static string New(string tag) => tag + Random(RandomBytesBesideTag);

    /// <summary>The tag of an id that begins with one; null for what cannot be an id.</summary>
    public static string? TagOf(string id) => id.Length == Length && Base64Url.IsValid(id) ? id[..ISessionForwarder.TagLength] : null;

    private static string Random(int count)
    {
        _stock ??= new byte[Stock];
        if (_left < count)
        {
            RandomNumberGenerator.Fill(_stock);
            _left = Stock;
        }

        _left -= count;
        var random = _stock.AsSpan(_left, count);
        var id = Base64Url.EncodeToString(random);
        random.Clear();
        return id;
    }
}
