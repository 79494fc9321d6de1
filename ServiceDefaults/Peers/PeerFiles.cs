using Microsoft.Extensions.Configuration;

namespace ServiceDefaults.Peers;

/// <summary>Keys in files of their own, which are read again when somebody replaces them: so keys change while the services run.</summary>
internal static class PeerFiles
{
    private static readonly string[] Settings = [$"{PeerOptions.Section}:KeyFile", $"{PeerOptions.Section}:AcceptedFile"];

    /// <summary>
    /// Adds the JSON files that <c>Peers:KeyFile</c> and <c>Peers:AcceptedFile</c> name; their members are <see cref="PeerOptions"/>.
    /// </summary>
    public static void AddPeerFiles(this IConfigurationManager configuration)
    {
        foreach (var path in Settings.Select(setting => configuration[setting]).Where(path => !string.IsNullOrWhiteSpace(path)))
        {
            configuration.AddJsonFile(Path.GetFullPath(path!), optional: false, reloadOnChange: true);
        }
    }
}
