using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace AppHost.Operations;

/// <summary>Sends operators' requests to the services.</summary>
internal sealed class OperatorClient(ParameterResource key, TimeProvider time) : IDisposable
{
    // A worker that is drained may have a turn that lasts.
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };

    /// <summary>Posts to a service; what it answered as a command's result.</summary>
    /// <param name="address">The operation's.</param>
    /// <param name="service">Whose it is.</param>
    /// <param name="tell">Says in a sentence what a good answer means; its body is null when it has none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ExecuteCommandResult> PostAsync(
        Uri address,
        string service,
        Func<JsonElement?, string> tell,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        var token = OperatorToken.Create(await key.GetValueAsync(cancellationToken) ?? "", service, time);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        try
        {
            using var response = await _http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (!response.IsSuccessStatusCode)
            {
                return CommandResults.Failure(ReasonOf(response.StatusCode, text));
            }

            return text.Length == 0
                ? CommandResults.Success(tell(null))
                : CommandResults.Success(tell(JsonSerializer.Deserialize<JsonElement>(text)), text, CommandResultFormat.Json);
        }
        catch (HttpRequestException e)
        {
            return CommandResults.Failure($"{service} does not answer: {e.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>A problem's title, otherwise the status.</summary>
    private static string ReasonOf(HttpStatusCode status, string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text).GetProperty("title").GetString() ?? status.ToString();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return $"The answer was {(int)status} {status}.";
        }
    }
}
