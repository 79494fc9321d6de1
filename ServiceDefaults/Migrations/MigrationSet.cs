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

    /// <summary>The schema as an identifier.</summary>
    public string QuotedSchema => new NpgsqlCommandBuilder().QuoteIdentifier(Schema);
}
