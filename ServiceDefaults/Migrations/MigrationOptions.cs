namespace ServiceDefaults.Migrations;

/// <summary>Who changes schemas.</summary>
internal sealed class MigrationOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Migrations";

    /// <summary>
    /// Connects as the role that owns the schemas. Default: none, and then the service's own role has to own them; one that owns nothing
    /// can start where the schemas are up to date.
    /// </summary>
    public string? ConnectionString { get; set; }
}
