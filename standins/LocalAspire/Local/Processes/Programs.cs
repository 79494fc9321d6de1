namespace LocalAspire.Processes;

/// <summary>Finds programs of this machine.</summary>
internal static class Programs
{
    /// <summary>The first of the name on the PATH; null when there is none.</summary>
    public static string? Find(string name)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(["/usr/local/sbin", "/usr/sbin", "/sbin", "/opt/homebrew/bin", "/opt/homebrew/sbin"])
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>As <see cref="Find"/>; a missing program is a <see cref="ProgramMissingException"/>.</summary>
    public static string Require(string name) => Find(name) ?? throw new ProgramMissingException(name);
}

/// <summary>A program that a resource needs is not installed.</summary>
internal sealed class ProgramMissingException(string name) : Exception($"{name} is not installed. './dev doctor' says how to install it.");
