using System.Net;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Testing;

namespace EndToEnd.Operations;

/// <summary>What holds at the edge of every service, whichever there are.</summary>
public sealed class ServiceEdgeTests(PlatformFixture platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("gateway", HttpStatusCode.BadRequest)]
    public async Task Service_AskedByAName_AnswersForItsOwnAndTellsBrowsersSo(string? host, HttpStatusCode expected)
    {
        var services = platform.Application.Services.GetRequiredService<DistributedApplicationModel>().Resources.OfType<ProjectResource>();
        var asked = 0;

        foreach (var service in services)
        {
            using var http = platform.Application.CreateHttpClient(service.Name);
            using var request = new HttpRequestMessage(HttpMethod.Get, "/alive");
            request.Headers.Host = host;

            using var response = await http.SendAsync(request, Cancellation);

            Assert.True(response.StatusCode == expected, $"{service.Name}: {response.StatusCode}");
            Assert.Empty(BrowserHeaders.WrongIn(response).Select(wrong => $"{service.Name}: {wrong}"));
            asked++;
        }

        Assert.True(asked >= 5, $"{asked}");
    }
}
