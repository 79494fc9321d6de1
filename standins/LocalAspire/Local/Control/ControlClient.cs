using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace LocalAspire.Control;

/// <summary>Gives commands to a running host. A host that is gone is a <see cref="HttpRequestException"/>.</summary>
internal sealed class ControlClient : IDisposable
{
    private readonly HttpClient _client;

    public ControlClient(HostState state)
    {
        _client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = state.ControlUrl, Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", state.Token);
    }

    public async Task<PlatformStatus> StatusAsync(CancellationToken cancellationToken) =>
        (await _client.GetFromJsonAsync("/status", LocalJson.Default.PlatformStatus, cancellationToken))!;

    /// <summary>Why the platform will not become healthy; empty as long as it may.</summary>
    public Task<string> FailureAsync(CancellationToken cancellationToken) => _client.GetStringAsync("/failure", cancellationToken);

    /// <summary>Copies the console lines of a resource; the exit code of the command that asked for them.</summary>
    public async Task<int> CopyLogsAsync(string name, bool follow, Stream output, TextWriter error, CancellationToken cancellationToken)
    {
        var path = $"/logs/{Uri.EscapeDataString(name)}?follow={(follow ? "true" : "false")}";
        using var response = await _client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (response.StatusCode is HttpStatusCode.NotFound)
        {
            await error.WriteLineAsync(await response.Content.ReadAsStringAsync(cancellationToken));
            return 1;
        }

        response.EnsureSuccessStatusCode();
        await using var lines = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[16 * 1024];
        while (await lines.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            await output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            await output.FlushAsync(cancellationToken);
        }

        return 0;
    }

    public void Dispose() => _client.Dispose();
}
