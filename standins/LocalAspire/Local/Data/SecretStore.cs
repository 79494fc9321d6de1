using System.Text.Json;

namespace LocalAspire.Data;

/// <summary>Generated passwords and keys, in a file that only its owner can read. Thread-safe in one process.</summary>
internal sealed class SecretStore(string path)
{
    private readonly Lock _gate = new();
    private Dictionary<string, string>? _secrets;

    public string GetOrAdd(string name, Func<string> create)
    {
        lock (_gate)
        {
            _secrets ??= File.Exists(path)
                ? JsonSerializer.Deserialize(File.ReadAllBytes(path), LocalJson.Default.DictionaryStringString) ?? []
                : [];
            if (!_secrets.TryGetValue(name, out var value))
            {
                value = create();
                _secrets.Add(name, value);
                PrivateFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(_secrets, LocalJson.Default.DictionaryStringString));
            }

            return value;
        }
    }
}
