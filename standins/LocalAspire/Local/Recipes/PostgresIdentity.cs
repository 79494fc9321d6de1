using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LocalAspire.Processes;

namespace LocalAspire.Recipes;

/// <summary>
/// Who the PostgreSQL server runs as. Usually whoever runs the platform. When that is root, the first of these that can write the folder:
/// the user <c>postgres</c>; root itself inside a user namespace where it has another number (the folder may lie below one that only root
/// can enter); the user <c>postgres</c> with a folder below /var/tmp.
/// </summary>
internal sealed class PostgresIdentity
{
    private const string SystemUser = "postgres";

    private readonly IReadOnlyList<string> _prefix;
    private readonly string? _owner;

    private PostgresIdentity(string folder, IReadOnlyList<string> prefix, string? owner)
    {
        Folder = folder;
        _prefix = prefix;
        _owner = owner;
    }

    /// <summary>Where the server keeps its cluster.</summary>
    public string Folder { get; }

    public static PostgresIdentity Choose(string folder, Action<string> log)
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            return new PostgresIdentity(folder, [], owner: null);
        }

        var hasUser = Tool.Succeeds("id", "-u", SystemUser);
        if (hasUser && OfSystemUser(folder) is { } direct && direct.CanWrite())
        {
            return direct;
        }

        var namespaced = new PostgresIdentity(folder, ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"], "root");
        namespaced.Own(folder);
        if (namespaced.CanWrite())
        {
            return namespaced;
        }

        if (!hasUser)
        {
            throw new ProgramMissingException("The user 'postgres'");
        }

        var elsewhere = Directory.CreateDirectory(Path.Combine("/var/tmp", $"localaspire-postgres-{Digest(folder)}")).FullName;
        log($"The user {SystemUser} cannot reach {folder}; the database is in {elsewhere}.");
        return OfSystemUser(elsewhere);
    }

    /// <summary>The same process, as this user.</summary>
    public LaunchPlan Apply(LaunchPlan plan) => _prefix.Count == 0
        ? plan
        : plan with { FileName = _prefix[0], Arguments = [.. _prefix.Skip(1), plan.FileName, .. plan.Arguments] };

    /// <summary>Makes the file or folder this user's.</summary>
    public void Own(string path)
    {
        if (_owner is { } owner)
        {
            Tool.Succeeds("chown", "-R", $"{owner}:", path);
        }
    }

    private static PostgresIdentity OfSystemUser(string folder)
    {
        var identity = new PostgresIdentity(
            folder, ["setpriv", $"--reuid={SystemUser}", $"--regid={SystemUser}", "--init-groups", "--"], SystemUser);
        identity.Own(folder);
        return identity;
    }

    private bool CanWrite() => Tool.Succeeds(_prefix[0], [.. _prefix.Skip(1), "sh", "-c", "cd \"$1\" && test -w .", "probe", Folder]);

    private static string Digest(string folder) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12].ToString(CultureInfo.InvariantCulture);
}
