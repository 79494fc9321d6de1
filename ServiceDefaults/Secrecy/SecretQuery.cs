using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace ServiceDefaults.Secrecy;

/// <summary>Takes out of a query what lets somebody in. Pure.</summary>
internal static class SecretQuery
{
    private const string AccessToken = "access_token";

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Secrets = new[]
    {
        AccessToken,
        "api_key",
        "apikey",
        "client_secret",
        "code",
        "id_token",
        "id_token_hint",
        "password",
        "refresh_token",
        "secret",
        "token",
    }
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The query without its secrets; the very same when it has none.</summary>
    /// <param name="query">With its question mark, as it was sent.</param>
    /// <param name="token">The access token among them; null without one.</param>
    public static string Strip(string query, out string? token)
    {
        token = null;
        if (query.Length <= 1 || !HasSecret(query))
        {
            return query;
        }

        var rest = new StringBuilder(query.Length);
        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (!IsSecret(pair))
            {
                rest.Append(rest.Length == 0 ? '?' : '&').Append(pair.EncodedName).Append('=').Append(pair.EncodedValue);
            }
            else if (pair.DecodeName().Span.Equals(AccessToken, StringComparison.OrdinalIgnoreCase))
            {
                token = token is null ? pair.DecodeValue().ToString() : $"{token},{pair.DecodeValue()}";
            }
        }

        return rest.ToString();
    }

    private static bool HasSecret(string query)
    {
        foreach (var pair in new QueryStringEnumerable(query))
        {
            if (IsSecret(pair))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>By its name, or because it is a JSON Web Token under any other.</summary>
    private static bool IsSecret(QueryStringEnumerable.EncodedNameValuePair pair) =>
        Secrets.Contains(pair.DecodeName().Span) || IsJsonWebToken(pair.DecodeValue().Span) || IsJsonWebToken(pair.DecodeName().Span);

    /// <summary>Its first part is a JSON object in base64url: <c>{"</c> is <c>eyJ</c>.</summary>
    private static bool IsJsonWebToken(ReadOnlySpan<char> text) => text.Contains("eyJ", StringComparison.Ordinal) && text.Contains('.');
}
