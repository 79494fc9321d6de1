using System.Text.Json;

namespace ServiceDefaults.Peers;

/// <summary>
/// What a service shows to another: a JSON web token (RFC 7519) of the caller (<c>iss</c>) for the one that is called (<c>aud</c>), signed
/// with ES256, good for a minute, with what the call acts for.
/// </summary>
internal static class PeerToken
{
    /// <summary>The claim that says what the call acts for; an object.</summary>
    public const string Grant = "grant";

    /// <summary>Where a request that is to be sent has it.</summary>
    public static readonly HttpRequestOptionsKey<JsonElement> GrantOption = new("peer grant");

    /// <summary>How long a token may be used. A call that was begun may last longer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    /// <summary>How far the clocks of two machines may be apart.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);
}
