using System.Text;

namespace AppHost.Local;

/// <summary>Files and folders that only their owner can read.</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnersFolder = Owner | UnixFileMode.UserExecute;

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

    /// <summary>Makes the folder if it is not there, and sees to it that only its owner can enter; its path.</summary>
    /// <exception cref="IOException">It is one that all users of the machine share, and has to stay so.</exception>
    public static string Folder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return Directory.CreateDirectory(path).FullName;
        }

        // One that was there keeps the mode that it had.
        var folder = Directory.CreateDirectory(path, OwnersFolder);
        if (folder.UnixFileMode.HasFlag(UnixFileMode.StickyBit))
        {
            throw new IOException($"{folder.FullName} is shared by all users of this machine; name a folder of your own.");
        }

        if (folder.UnixFileMode != OwnersFolder)
        {
            folder.UnixFileMode = OwnersFolder;
        }

        return folder.FullName;
    }
}
