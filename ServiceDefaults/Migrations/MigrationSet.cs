using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace ServiceDefaults.Migrations;

/// <summary>The SQL files of one schema.</summary>
internal sealed class MigrationSet(string schema, Assembly assembly, string resourcePrefix)
{
    public string Schema { get; } = schema;

    public IReadOnlyList<Migration> Read() =>
        [
            .. assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(resourcePrefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name => new Migration(name[resourcePrefix.Length..^".sql".Length], Text(name))),
        ];

    private string Text(string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

/// <summary>One SQL file.</summary>
internal sealed record Migration(string Name, string Sql)
{
    public string Checksum { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));
}
