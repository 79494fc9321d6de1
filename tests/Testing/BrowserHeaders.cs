namespace Switchboard.Testing;

/// <summary>What browsers have to be told with every answer.</summary>
public static class BrowserHeaders
{
    private const string Policy = "Content-Security-Policy";

    private static readonly (string Name, string Value)[] Expected =
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    /// <summary>The names of those that the answer lacks, or has otherwise.</summary>
    public static IEnumerable<string> WrongIn(HttpResponseMessage response)
    {
        if (!Of(response, Policy).StartsWith("default-src 'none'; ", StringComparison.Ordinal))
        {
            yield return Policy;
        }

        if (!Of(response, Policy).EndsWith("; base-uri 'none'; form-action 'none'; frame-ancestors 'none'", StringComparison.Ordinal))
        {
            yield return $"{Policy}: frames, forms, base";
        }

        if (!Of(response, "Permissions-Policy").Contains("camera=()", StringComparison.Ordinal))
        {
            yield return "Permissions-Policy";
        }

        foreach (var (name, value) in Expected.Where(expected => Of(response, expected.Name) != expected.Value))
        {
            yield return $"{name}: {value}";
        }
    }

    private static string Of(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? string.Join(" and ", values) : "";
}
