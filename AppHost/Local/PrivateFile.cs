using System.Text;

namespace AppHost.Local;

/// <summary>Files and folders that only their owner can read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Replaces the file at once: a reader sees the old or the new content.</summary>
    public static void Write(string path, string content)
    {
        var next = $"{path}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            Share = FileShare.None,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        using (var stream = new FileStream(next, options))
        {
            stream.Write(Encoding.UTF8.GetBytes(content));
        }

        File.Move(next, path, overwrite: true);
    }

    /// <summary>Makes the folder, for its owner only, if it is not there; its path.</summary>
    public static string Folder(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, Owner | UnixFileMode.UserExecute);
        }

        return Directory.CreateDirectory(path).FullName;
    }
}
