using System.Text.Json;

namespace Chaos.Reporting;

/// <summary>
/// The results of all runs in a file, a line of JSON for each episode; a run that is interrupted keeps those that it has ended.
/// </summary>
internal sealed class RunRecord(string path)
{
    public IReadOnlyList<EpisodeResult> Read() =>
        File.Exists(path)
            ?
            [
                .. File.ReadLines(path)
                    .Where(line => line.Length > 0)
                    .Select(line => JsonSerializer.Deserialize(line, RecordJson.Default.EpisodeResult)!),
            ]
            : [];

    public void Add(EpisodeResult result)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.AppendAllText(path, JsonSerializer.Serialize(result, RecordJson.Default.EpisodeResult) + '\n');
    }

    public void Forget() => File.Delete(path);
}
