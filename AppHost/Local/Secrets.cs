using System.Text.Json;

namespace AppHost.Local;

/// <summary>
/// Generated passwords and keys. They stand beside the data that they open, not in the user's secrets: who moves or removes the data folder
/// moves or removes both. Not thread-safe.
/// </summary>
internal sealed class Secrets
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private readonly string _path;
    private readonly Dictionary<string, string> _values;

    public Secrets(string dataFolder)
    {
        _path = Path.Combine(dataFolder, "secrets.json");
        _values = File.Exists(_path) ? JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(_path)) ?? [] : [];
    }

    /// <summary>The secret of that name; made and kept if there is none.</summary>
    public string GetOrAdd(string name, int length = 32)
    {
        if (!_values.TryGetValue(name, out var value))
        {
            value = new GenerateParameterDefault { MinLength = length, Special = false }.GetDefaultValue();
            _values.Add(name, value);
            PrivateFile.Write(_path, JsonSerializer.Serialize(_values, Readable));
        }

        return value;
    }
}
