using System.Net.Http.Json;
using System.Text.Json;

namespace Turns.Bench.Clients;

/// <summary>Tokens of demo users; each is asked for once.</summary>
internal sealed class SignIn(HttpClient http)
{
    private readonly Dictionary<string, string> _tokens = [];

    /// <summary>The demo customers.</summary>
    public async Task<IReadOnlyList<DemoUser>> ListCustomersAsync(CancellationToken cancellationToken)
    {
        var users = await AskAsync(() => http.GetFromJsonAsync("auth/demo-users", SignInJson.Default.ListDemoUser, cancellationToken));
        return users?.Where(static user => user.Role == DemoUser.Customer).ToArray() is { Length: > 0 } customers
            ? customers
            : throw new BenchException($"{http.BaseAddress}auth/demo-users names no customer; does the agents service run?");
    }

    /// <summary>A token for one of them.</summary>
    public async Task<string> TokenAsync(string user, CancellationToken cancellationToken)
    {
        if (_tokens.TryGetValue(user, out var known))
        {
            return known;
        }

        var answer = await AskAsync(async () =>
        {
            using var response = await http.PostAsJsonAsync(
                "auth/token",
                new TokenRequest(user),
                SignInJson.Default.TokenRequest,
                cancellationToken
            );
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync(SignInJson.Default.TokenAnswer, cancellationToken);
        });
        return _tokens[user] = answer!.Token;
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            throw new BenchException(
                $"No demo user could be signed in at {http.BaseAddress}: {failure.Message} "
                    + "The gateway signs them in while it runs as Development."
            );
        }
    }
}
