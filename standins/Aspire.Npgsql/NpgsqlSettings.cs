namespace Aspire.Npgsql;

/// <summary>Settings of the PostgreSQL client, section <c>Aspire:Npgsql</c>.</summary>
public sealed class NpgsqlSettings
{
    /// <summary>For example <c>Host=…;Port=…;Username=…;Password=…;Database=…</c>.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Leaves the health check out.</summary>
    public bool DisableHealthChecks { get; set; }

    /// <summary>Leaves tracing out.</summary>
    public bool DisableTracing { get; set; }

    /// <summary>Leaves metrics out.</summary>
    public bool DisableMetrics { get; set; }
}
