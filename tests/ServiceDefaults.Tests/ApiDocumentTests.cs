using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;

namespace ServiceDefaults.Tests;

/// <summary>The OpenAPI document of a service with the defaults.</summary>
public sealed class ApiDocumentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Document_OfAService_HasTitleVersionAndItsPaths()
    {
        await using var service = await TestService.StartAsync(map: app => app.MapGet("/work/{id}", (int id) => id));

        var document = await service.Http.GetFromJsonAsync<JsonElement>(new Uri("/openapi/v1.json", UriKind.Relative), Cancellation);

        Assert.Equal("Switchboard Example", document.GetProperty("info").GetProperty("title").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+$", document.GetProperty("info").GetProperty("version").GetString());
        Assert.Equal(["/work/{id}"], document.GetProperty("paths").EnumerateObject().Select(path => path.Name));
    }

    [Theory]
    [InlineData("Development", HttpStatusCode.OK)]
    [InlineData("Production", HttpStatusCode.NotFound)]
    public async Task Page_OfTheDocument_IsThereInDevelopmentOnly(string environment, HttpStatusCode expected)
    {
        await using var service = await TestService.StartAsync(environment);

        using var response = await service.Http.GetAsync(new Uri("/docs", UriKind.Relative), Cancellation);

        Assert.Equal(expected, response.StatusCode);
    }
}
