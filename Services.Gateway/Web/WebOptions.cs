namespace Services.Gateway.Web;

/// <summary>What pages are told.</summary>
public sealed class WebOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Web";

    /// <summary>The name under which pages show the model. Default <c>offline</c>.</summary>
    public string Model { get; set; } = "offline";
}
