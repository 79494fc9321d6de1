using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Chaos.Audit;

namespace Chaos.Clients;

/// <summary>Reads server-sent events, and sends over HTTP.</summary>
internal sealed class StreamWire : ReconnectingWire
{
    // The platform says something every 15 s.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(25);

    private readonly HttpClient _http;

    private StreamWire(HttpClient http, string sessionId)
        : base("server-sent events", seesAll: true, sessionId) => _http = http;

    public override bool CanStop => false;

    public static StreamWire Open(Uri gateway, string token, string sessionId)
    {
        var http = new HttpClient { BaseAddress = gateway, Timeout = Timeout.InfiniteTimeSpan };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var wire = new StreamWire(http, sessionId);
        wire.Start();
        return wire;
    }

    public override async Task<Acceptance?> SendAsync(string content, string clientMessageId, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(AnswerPatience);
        try
        {
            using var response = await _http.PostAsJsonAsync(
                $"/sessions/{SessionId}/messages",
                new { content, clientMessageId },
                patience.Token
            );
            if (!response.IsSuccessStatusCode)
            {
                await Task.Delay(Pause, cancellationToken);
                return null;
            }

            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(patience.Token);
            return Payload.Text(answer, "replyId") is { } replyId
                ? new Acceptance(Payload.Text(answer, "messageId"), replyId, content)
                : null;
        }
        catch (Exception failure)
            when (failure is HttpRequestException or OperationCanceledException or IOException && !cancellationToken.IsCancellationRequested
            )
        {
            await Task.Delay(Pause, cancellationToken);
            return null;
        }
    }

    public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _http.Dispose();
    }

    protected override async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        using var quiet = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        quiet.CancelAfter(AnswerPatience);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/sessions/{SessionId}/events?after=0");
        if (Seen.Last > 0)
        {
            request.Headers.Add("Last-Event-ID", Seen.Last.ToString(CultureInfo.InvariantCulture));
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, quiet.Token);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(quiet.Token));
        var name = "";
        while (true)
        {
            quiet.CancelAfter(Silence);
            if (await reader.ReadLineAsync(quiet.Token) is not { } line)
            {
                return;
            }

            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line[7..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                Seen.Add(Payload.Read(name, JsonSerializer.Deserialize<JsonElement>(line[6..])));
            }
        }
    }
}
