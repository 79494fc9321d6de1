using System.Globalization;
using System.Text.Json;

namespace Switchboard.Dev;

/// <summary><c>status</c>: exit code 0 when the platform runs, 1 when it does not.</summary>
internal static class Status
{
    private static readonly (string Key, string Title)[] Titles =
    [
        ("web", "Chat"),
        ("gateway", "Gateway"),
        ("dashboard", "Dashboard"),
        ("rabbitmq", "RabbitMQ console"),
        ("prometheus", "Prometheus"),
    ];

    public static async Task<int> RunAsync(string repository, bool json, CancellationToken cancellationToken)
    {
        var host = await AspireCli.FindAsync(repository, cancellationToken);
        var status = host is null ? PlatformStatus.Empty : await PlatformStatus.ReadAsync(repository, host, cancellationToken);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(status, StatusJson.Default.PlatformStatus));
        }
        else if (host is null)
        {
            Console.WriteLine("The platform does not run. './dev up' starts it.");
        }
        else
        {
            WriteAddresses(status);
            WriteResources(status);
        }

        return host is null ? 1 : 0;
    }

    /// <summary>The addresses as a person wants to read them.</summary>
    public static void WriteAddresses(PlatformStatus status)
    {
        foreach (var (key, title) in Titles.Concat(status.Addresses.Keys.Except(Titles.Select(t => t.Key)).Select(key => (key, key))))
        {
            if (status.Addresses.TryGetValue(key, out var address))
            {
                Console.WriteLine($"  {title.PadRight(18)} {address}");
            }
        }

        if (status.Addresses.ContainsKey("rabbitmq"))
        {
            Console.WriteLine($"  {"".PadRight(18)} user guest, password: 'rabbitmq-password' in .data/secrets.json");
        }
    }

    private static void WriteResources(PlatformStatus status)
    {
        Console.WriteLine();
        foreach (var resource in status.Resources)
        {
            var pid = resource.Pid?.ToString(CultureInfo.InvariantCulture) ?? "";
            Console.WriteLine($"  {resource.Name.PadRight(18)} {resource.State.PadRight(14)} {(resource.Health ?? "").PadRight(10)} {pid}");
        }
    }
}
