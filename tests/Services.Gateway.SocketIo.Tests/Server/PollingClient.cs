using System.Text.Json;

namespace Services.Gateway.SocketIo.Tests.Server;

/// <summary>A client that polls, request by request.</summary>
internal sealed class PollingClient : IDisposable
{
    private const string Path = "/socket.io/?EIO=4&transport=polling";

    private readonly HttpClient _http;
    private readonly string _session;
    private readonly List<string> _received = [];

    private PollingClient(HttpClient http, string sid)
    {
        _http = http;
        _session = $"{Path}&sid={sid}";
    }

    public static async Task<PollingClient> OpenAsync(TestServer server)
    {
        var http = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromSeconds(15) };
        return new PollingClient(http, JsonElement.Parse((await http.GetStringAsync(Path)).AsSpan(1)).GetProperty("sid").GetString()!);
    }

    /// <summary>Sends packets in one POST.</summary>
    public async Task SendAsync(params string[] packets)
    {
        using var answer = await _http.PostAsync(_session, new StringContent(string.Join('\u001e', packets)));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>The answer to the next GET; null once the session is forgotten.</summary>
    public async Task<string?> PollAsync()
    {
        using var answer = await _http.GetAsync(_session);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadAsStringAsync() : null;
    }

    /// <summary>Polls until there is a packet that begins so, and takes it.</summary>
    public async Task<string> ReceiveAsync(string beginning)
    {
        int found;
        while ((found = _received.FindIndex(packet => packet.StartsWith(beginning, StringComparison.Ordinal))) < 0)
        {
            var payload = await PollAsync() ?? throw new InvalidOperationException("The session is gone.");
            _received.AddRange(payload.Split('\u001e'));
        }

        var packet = _received[found];
        _received.RemoveAt(found);
        return packet;
    }

    public void Dispose() => _http.Dispose();
}
