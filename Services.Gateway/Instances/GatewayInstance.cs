using System.Buffers.Text;
using System.Security.Cryptography;

namespace Services.Gateway.Instances;

/// <summary>Tells this process from the other gateways. Thread-safe.</summary>
internal sealed class GatewayInstance
{
    private const int TagBytes = 3;

    private volatile string _tag = NewTag();

    /// <summary>Random, of letters and digits, new with every start.</summary>
    public string Id { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Four URL-safe characters that begin the ids of the sessions made here.</summary>
    public string Tag => _tag;

    /// <summary>The tag was not the only one of its kind. Sessions made so far stay, but are no longer found from elsewhere.</summary>
    public void RenewTag() => _tag = NewTag();

    private static string NewTag() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TagBytes));
}
