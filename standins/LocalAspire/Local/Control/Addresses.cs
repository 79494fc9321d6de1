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
        var known = Known.Where(k => status.Addresses.ContainsKey(k.Key)).Select(k => (k.Title, Url: status.Addresses[k.Key]));
        var others = status.Addresses.Where(a => Known.All(k => k.Key != a.Key)).Select(a => (Title: a.Key, Url: a.Value));
        foreach (var (title, url) in known.Concat(others))
        {
            yield return $"  {title,-18} {url}";
        }

        if (status.Addresses.ContainsKey("rabbitmq"))
        {
            yield return $"  {"",-18} user guest, password: 'rabbitmq-password' in .data/secrets.json";
        }
    }
}
