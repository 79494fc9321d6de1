using System.Globalization;

namespace LocalAspire.Health;

internal sealed class HttpHealthProbe(Uri address, string path, int statusCode) : IHealthProbe
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = address };

    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if ((int)response.StatusCode != statusCode)
        {
            throw new UnhealthyException(string.Create(CultureInfo.InvariantCulture, $"{path} answers {(int)response.StatusCode}"));
        }
    }

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
