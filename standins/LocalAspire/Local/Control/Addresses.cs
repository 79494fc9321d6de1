namespace LocalAspire.Control;

/// <summary>The addresses as a person wants to read them.</summary>
internal static class Addresses
{
    private static readonly (string Key, string Title)[] Known =
    [
        ("web", "Chat"), ("gateway", "Gateway"), ("dashboard", "Dashboard"), ("rabbitmq", "RabbitMQ console"),
    ];

    public static IEnumerable<string> Lines(PlatformStatus status)
    {
        var known = Known.SelectMany(k => status.Addresses.Where(a => IsOf(k.Key, a.Key)).Select((a, replica) => (Title: replica == 0 ? k.Title : "", Url: a.Value)));
        var others = status.Addresses.Where(a => !Known.Any(k => IsOf(k.Key, a.Key))).Select(a => (Title: a.Key, Url: a.Value));
        foreach (var (title, url) in known.Concat(others))
        {
            yield return $"  {title,-18} {url}";
        }

        if (status.Addresses.ContainsKey("rabbitmq"))
        {
            yield return $"  {"",-18} user guest, password: 'rabbitmq-password' in .data/secrets.json";
        }
    }

    private static bool IsOf(string resource, string instance) =>
        instance == resource || instance.StartsWith($"{resource}-", StringComparison.Ordinal);
}
