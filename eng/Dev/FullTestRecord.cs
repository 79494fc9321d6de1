using System.Text.Json;

namespace Switchboard.Dev;

/// <summary>
/// Which pieces of the full run have passed, on disk, so that a run that was interrupted goes on where it stopped. What was recorded of
/// another state of the source counts for nothing.
/// </summary>
internal sealed class FullTestRecord
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path;
    private readonly string _source;
    private readonly Dictionary<string, TestCount> _passed;

    private FullTestRecord(string path, string source, Dictionary<string, TestCount> passed)
    {
        _path = path;
        _source = source;
        _passed = passed;
    }

    /// <summary>What there is of that state of the source.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">The commit, and what was changed since.</param>
    /// <param name="restart">True forgets it.</param>
    public static FullTestRecord Open(string path, string source, bool restart)
    {
        if (restart && File.Exists(path))
        {
            File.Delete(path);
        }

        var content = File.Exists(path) ? JsonSerializer.Deserialize<Content>(File.ReadAllBytes(path), Readable) : null;
        return new FullTestRecord(path, source, content?.Source == source ? new(content.Passed) : []);
    }

    /// <summary>How a piece ended that need not run again; null if it has to.</summary>
    public TestCount? Find(string piece) => _passed.TryGetValue(piece, out var count) ? count : null;

    /// <summary>Keeps that a piece has ended; one that failed runs again the next time.</summary>
    public void Add(string piece, TestCount count)
    {
        if (count is not { Failed: 0, Passed: > 0 })
        {
            return;
        }

        _passed[piece] = count;
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        var next = $"{_path}.new";
        File.WriteAllText(next, JsonSerializer.Serialize(new Content(_source, _passed), Readable));
        File.Move(next, _path, overwrite: true);
    }

    private sealed record Content(string Source, IReadOnlyDictionary<string, TestCount> Passed);
}
