using System.Reflection;
using Npgsql;

namespace ServiceDefaults.Migrations;

/// <summary>The SQL files of one schema, <c>V1__name.sql</c>.</summary>
/// <param name="Schema">The schema that they make.</param>
/// <param name="Assembly">Where they are embedded.</param>
/// <param name="ResourcePrefix">How their resource names begin.</param>
internal sealed record MigrationSet(string Schema, Assembly Assembly, string ResourcePrefix)
{
    /// <summary>Where Evolve notes what it has applied, in the schema.</summary>
    public const string MetadataTable = "changelog";

    private const string GrantsFile = "grants.sql";

    /// <summary>
    /// Says what the services' roles may do in the schema; may be run any number of times. Null if there is no such file.
    /// </summary>
    public async Task<string?> ReadGrantsAsync(CancellationToken cancellationToken)
    {
        await using var file = Assembly.GetManifestResourceStream(ResourcePrefix + GrantsFile);
        if (file is null)
        {
            return null;
        }

        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(cancellationToken);
    }

    /// <summary>The schema as an identifier.</summary>
    public string QuotedSchema => new NpgsqlCommandBuilder().QuoteIdentifier(Schema);
}
