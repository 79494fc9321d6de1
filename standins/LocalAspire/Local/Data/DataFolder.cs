using System.Diagnostics;
using System.Globalization;

namespace LocalAspire.Data;

/// <summary>The folder that holds everything an application keeps.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string TemporaryPrefix = "localaspire-";

    private readonly bool _temporary;

    private DataFolder(string root, bool temporary)
    {
        Root = root;
        _temporary = temporary;
    }

    public string Root { get; }

    public static DataFolder Open(string path)
    {
        var root = Path.GetFullPath(path);
        Directory.CreateDirectory(root);
        return new DataFolder(root, temporary: false);
    }

    /// <summary>A folder that goes with the application; folders of test processes that were killed go too.</summary>
    public static DataFolder CreateTemporary()
    {
        RemoveAbandoned();
        var name = string.Create(CultureInfo.InvariantCulture, $"{TemporaryPrefix}{Environment.ProcessId}-{Path.GetRandomFileName()}");
        return new DataFolder(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), name)).FullName, temporary: true);
    }

    public string Folder(params ReadOnlySpan<string> parts) => Directory.CreateDirectory(Path.Combine([Root, .. parts])).FullName;

    public string File(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    public void Dispose()
    {
        if (_temporary)
        {
            TryDelete(Root);
        }
    }

    private static void RemoveAbandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), TemporaryPrefix + "*"))
        {
            var owner = Path.GetFileName(folder)[TemporaryPrefix.Length..].Split('-')[0];
            if (int.TryParse(owner, CultureInfo.InvariantCulture, out var pid) && !IsAlive(pid))
            {
                TryDelete(folder);
            }
        }
    }

    private static bool IsAlive(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void TryDelete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody else's folder, or a file that came meanwhile: the next test run tries again.
        }
    }
}
