namespace Services.Gateway.Access;

/// <summary>Which web pages may talk to the gateway.</summary>
public sealed class OriginOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Origins";

    /// <summary>Origins beside the gateway's own, for example <c>https://support.example.com</c>. Default: none.</summary>
    public IList<string> Allowed { get; } = [];
}
