using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AppHost.Local;

namespace AppHost.Processes;

/// <summary>
/// Who the PostgreSQL server runs as. Usually whoever runs the platform. When that is root, the first of these that can write the folder:
/// the user <c>postgres</c>; root itself inside a user namespace where it has another number (the folder may lie below one that only root
/// can enter); the user <c>postgres</c> with a folder below /var/tmp.
/// </summary>
internal sealed class PostgresUser
{
    private const string SystemUser = "postgres";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly string? _owner;

    private PostgresUser(string folder, IReadOnlyList<string> prefix, string? owner)
    {
        Folder = folder;
        Prefix = prefix;
        _owner = owner;
    }

    /// <summary>Where the server keeps its cluster.</summary>
    public string Folder { get; }

    /// <summary>What stands before a command so that this user runs it.</summary>
    public IReadOnlyList<string> Prefix { get; }

    /// <summary>The user for that folder; it is theirs then with all that is in it, in case somebody else wrote there.</summary>
    public static PostgresUser For(string folder)
    {
        var user = Choose(folder);
        user.Own(user.Folder);
        return user;
    }

    /// <summary>Makes the file, or the folder with all that is in it, this user's.</summary>
    public void Own(string path)
    {
        if (_owner is not null)
        {
            Succeeds("chown", "-R", $"{_owner}:", path);
        }
    }

    private static PostgresUser Choose(string folder)
    {
        if (!Environment.IsPrivilegedProcess || OperatingSystem.IsWindows())
        {
            return new PostgresUser(folder, [], owner: null);
        }

        var hasUser = Succeeds("id", "-u", SystemUser);
        if (hasUser && OfSystemUser(folder) is { } direct && direct.CanWrite())
        {
            return direct;
        }

        var namespaced = new PostgresUser(folder, ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"], "root");
        if (namespaced.CanWrite())
        {
            return namespaced;
        }

        return hasUser
            ? OfSystemUser(PrivateFile.Folder(Path.Combine("/var/tmp", $"switchboard-postgres-{Digest(folder)}")))
            : throw Programs.Missing("The user 'postgres'");
    }

    private static PostgresUser OfSystemUser(string folder) =>
        new(folder, ["setpriv", $"--reuid={SystemUser}", $"--regid={SystemUser}", "--init-groups", "--"], SystemUser);

    /// <summary>Whether this user can, once the folder is theirs.</summary>
    private bool CanWrite() =>
        Succeeds("chown", $"{_owner}:", Folder) && Succeeds([.. Prefix, "sh", "-c", "cd \"$1\" && test -w .", "sh", Folder]);

    private static bool Succeeds(params IReadOnlyList<string> command) => Programs.Succeeds(command, Patience);

    private static string Digest(string folder) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12].ToString(CultureInfo.InvariantCulture);
}
