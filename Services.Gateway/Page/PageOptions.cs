namespace Services.Gateway.Page;

/// <summary>Where the built page is.</summary>
public sealed class PageOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Page";

    /// <summary>
    /// The folder that <c>npm run build</c> made, relative to the gateway's assembly unless it is absolute. Default: <c>wwwroot</c>, where
    /// a published gateway has it. It may come and go while the gateway runs.
    /// </summary>
    public string Root { get; set; } = "wwwroot";
}
