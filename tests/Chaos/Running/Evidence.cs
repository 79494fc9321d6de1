using System.Text.Json;
using Chaos.Audit;

namespace Chaos.Running;

/// <summary>Keeps the whole of what is known about sessions with which something is wrong.</summary>
internal static class Evidence
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task KeepAsync(
        string folder,
        IReadOnlyList<SessionRecord> records,
        IReadOnlyList<Finding> findings,
        CancellationToken cancellationToken
    )
    {
        foreach (var finding in findings)
        {
            Console.WriteLine($"  {finding.Kind} {finding.SessionId}: {finding.Detail}");
        }

        Directory.CreateDirectory(folder);
        foreach (var record in records.Where(record => findings.Any(finding => finding.SessionId == record.SessionId)))
        {
            await File.WriteAllTextAsync(
                Path.Combine(folder, $"{record.SessionId}.json"),
                JsonSerializer.Serialize(record, Readable),
                cancellationToken
            );
        }
    }
}
