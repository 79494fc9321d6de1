namespace Services.Gateway.Web;

/// <summary>Where traces are shown.</summary>
public sealed class DashboardOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Dashboard";

    /// <summary>The dashboard's address; null without one.</summary>
    public Uri? Url { get; set; }

    /// <summary>Signs the reader in; used in development only.</summary>
    public string? BrowserToken { get; set; }
}
