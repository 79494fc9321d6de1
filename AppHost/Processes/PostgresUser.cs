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

    /// <summary>The user for that folder; makes it theirs.</summary>
    public static PostgresUser For(string folder)
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
        namespaced.Own(folder);
        if (namespaced.CanWrite())
        {
            return namespaced;
        }

        return hasUser
            ? OfSystemUser(PrivateFile.Folder(Path.Combine("/var/tmp", $"switchboard-postgres-{Digest(folder)}")))
            : throw Programs.Missing("The user 'postgres'");
    }

    /// <summary>Makes the folder with all that is in it this user's, in case somebody else wrote there.</summary>
    public Task ClaimAsync(CancellationToken cancellationToken) => OwnAsync(Folder, cancellationToken);

    /// <summary>Makes the file or folder this user's.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellationToken)
    {
        if (_owner is { } owner)
        {
            await Programs.RunAsync(["chown", "-R", $"{owner}:", path], cancellationToken);
        }
    }

    private static PostgresUser OfSystemUser(string folder)
    {
        var user = new PostgresUser(
            folder,
            ["setpriv", $"--reuid={SystemUser}", $"--regid={SystemUser}", "--init-groups", "--"],
            SystemUser
        );
        user.Own(folder);
        return user;
    }

    private void Own(string path) => Succeeds("chown", "-R", $"{_owner}:", path);

    private bool CanWrite() => Succeeds([.. Prefix, "sh", "-c", "cd \"$1\" && test -w .", "sh", Folder]);

    private static bool Succeeds(params IReadOnlyList<string> command) => Programs.Succeeds(command, Patience);

    private static string Digest(string folder) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..12].ToString(CultureInfo.InvariantCulture);
}
