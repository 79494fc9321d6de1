using System.Net;
using Microsoft.AspNetCore.Builder;
using Switchboard.Testing;

namespace ServiceDefaults.Tests;

/// <summary>What every answer of a service tells browsers.</summary>
public sealed class SecurityHeadersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/work", "127.0.0.1", HttpStatusCode.OK)]
    [InlineData("/nothing", "127.0.0.1", HttpStatusCode.NotFound)]
    [InlineData("/fault", "127.0.0.1", HttpStatusCode.InternalServerError)]
    [InlineData("/work", "service.example", HttpStatusCode.BadRequest)]
    [InlineData("/health", "127.0.0.1", HttpStatusCode.OK)]
    [InlineData("/metrics", "127.0.0.1", HttpStatusCode.OK)]
    [InlineData("/openapi/v1.json", "127.0.0.1", HttpStatusCode.OK)]
    public async Task Answer_OfWhateverKind_HasThem(string path, string host, HttpStatusCode expected)
    {
        await using var service = await TestService.StartAsync(map: static app =>
        {
            app.UseExceptionHandler(static handler => handler.Run(static _ => Task.CompletedTask));
            app.MapGet("/work", () => "done");
            app.MapGet("/fault", string () => throw new InvalidOperationException());
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;

        using var response = await service.Http.SendAsync(request, Cancellation);

        Assert.Equal(expected, response.StatusCode);
        Assert.Empty(BrowserHeaders.WrongIn(response));
        Assert.StartsWith("default-src 'none'; ", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PageOfTheDocument_InDevelopment_RunsScriptsByItsNonceOnly()
    {
        await using var service = await TestService.StartAsync("Development");

        using var first = await service.Http.GetAsync(new Uri("/docs/", UriKind.Relative), Cancellation);
        using var second = await service.Http.GetAsync(new Uri("/docs/", UriKind.Relative), Cancellation);

        Assert.Empty(BrowserHeaders.WrongIn(first));
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        Assert.Contains(
            $"<script type=\"module\" nonce=\"{nonce}\"",
            await first.Content.ReadAsStringAsync(Cancellation),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("://", policy, StringComparison.Ordinal);
        Assert.DoesNotContain(nonce, second.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }
}
