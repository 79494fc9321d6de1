using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Services.Evals.Running;

/// <summary>The platform over HTTP, as any client sees it. Thread-safe.</summary>
internal sealed class PlatformClient(HttpClient http)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private const int EvaluationPolls = 12;

    private readonly ConcurrentDictionary<string, string> _tokens = new();

    /// <summary>The gateway's address.</summary>
    public Uri Gateway => http.BaseAddress!;

    /// <summary>Who can be asked for.</summary>
    /// <exception cref="PlatformUnavailableException">The gateway does not answer, or knows no demo users.</exception>
    public async Task<IReadOnlyList<DemoUser>> ListUsersAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await http.GetFromJsonAsync("auth/demo-users", ClientJson.Default.ListDemoUser, cancellationToken) ?? [];
        }
        catch (Exception e)
            when (e is HttpRequestException or JsonException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            throw new PlatformUnavailableException($"The platform does not answer at {Gateway}auth/demo-users: {e.Message}", e);
        }
    }

    /// <summary>A token for a demo user; asked for once.</summary>
    public async Task<string> TokenAsync(string user, CancellationToken cancellationToken)
    {
        if (_tokens.TryGetValue(user, out var known))
        {
            return known;
        }

        using var response = await http.PostAsJsonAsync(
            "auth/token",
            new TokenRequest(user),
            ClientJson.Default.TokenRequest,
            cancellationToken
        );
        if (!response.IsSuccessStatusCode)
        {
            throw new PlatformUnavailableException($"The platform gives no token for '{user}': {(int)response.StatusCode}.", null);
        }

        var answer = await response.Content.ReadFromJsonAsync(ClientJson.Default.TokenAnswer, cancellationToken);
        return _tokens.GetOrAdd(user, answer!.Token);
    }

    /// <summary>The evaluation of a stored reply, waited for a few seconds; null if none comes.</summary>
    public async Task<IReadOnlyDictionary<string, double>?> FindEvaluationAsync(
        string user,
        string room,
        string messageId,
        CancellationToken cancellationToken
    )
    {
        var token = await TokenAsync(user, cancellationToken);
        for (var poll = 0; poll < EvaluationPolls; poll++)
        {
            if (
                await SessionOfAsync(room, token, cancellationToken) is { } session
                && await EvaluationOfAsync(session, messageId, token, cancellationToken) is { } scores
            )
            {
                return scores;
            }

            await Task.Delay(Pause, cancellationToken);
        }

        return null;
    }

    private async Task<string?> SessionOfAsync(string room, string token, CancellationToken cancellationToken)
    {
        var sessions = await GetAsync("sessions?limit=200", token, cancellationToken);
        return sessions.EnumerateArray().FirstOrDefault(s => s.Text("room") == room) is { ValueKind: JsonValueKind.Object } found
            ? found.Text("id")
            : null;
    }

    private async Task<IReadOnlyDictionary<string, double>?> EvaluationOfAsync(
        string session,
        string messageId,
        string token,
        CancellationToken cancellationToken
    )
    {
        var messages = await GetAsync($"sessions/{session}/messages", token, cancellationToken);
        var reply = messages.EnumerateArray().FirstOrDefault(m => m.Text("id") == messageId && m.Text("role") == "assistant");
        return reply.ValueKind == JsonValueKind.Object ? reply.Member("metadata").Member("evaluation").Numbers() : null;
    }

    private async Task<JsonElement> GetAsync(string path, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        return document.RootElement.Clone();
    }
}

/// <summary>The platform cannot be reached, or does not let anybody in.</summary>
internal sealed class PlatformUnavailableException(string message, Exception? cause) : Exception(message, cause);
