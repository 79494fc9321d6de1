using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Switchboard.Testing;

namespace EndToEnd.Monitoring;

/// <summary>The platform's Prometheus, which somebody has started in the dashboard.</summary>
internal sealed class Prometheus : IDisposable
{
    private const string Resource = "prometheus";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly HttpClient _http;

    private Prometheus(Uri address) => _http = new HttpClient { BaseAddress = address };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts it, if no test has.</summary>
    public static async Task<Prometheus> OpenAsync(PlatformFixture platform)
    {
        var notifications = platform.Application.ResourceNotifications;
        if (!notifications.TryGetCurrentState(Resource, out var state) || state.Snapshot.State?.Text == KnownResourceStates.NotStarted)
        {
            await CommandAsync(platform, Resource, KnownResourceCommands.StartCommand);
        }

        await notifications.WaitForResourceHealthyAsync(Resource, Cancellation);
        return new Prometheus(platform.Application.GetEndpoint(Resource, "http"));
    }

    /// <summary>Does with a resource what a button of the dashboard does.</summary>
    public static async Task CommandAsync(PlatformFixture platform, string resource, string command)
    {
        var commands = platform.Application.Services.GetRequiredService<ResourceCommandService>();
        var result = await commands.ExecuteCommandAsync(resource, command, Cancellation);
        Assert.True(result.Success, $"{command} of {resource}: {result.Message}");
    }

    /// <summary>What the HTTP interface says under <c>data</c>; fails with Prometheus' own words when it refuses.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri($"/api/v1/{path}", UriKind.Relative), Cancellation);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.True(body.GetProperty("status").GetString() == "success", $"{Uri.UnescapeDataString(path)}: {body}");
        return body.GetProperty("data");
    }

    /// <summary>Evaluates an expression now.</summary>
    public Task<JsonElement> QueryAsync(string expression) => GetAsync($"query?query={Uri.EscapeDataString(expression)}");

    /// <summary>How many targets of each service answer.</summary>
    public async Task<IReadOnlyDictionary<string, int>> TargetsAsync()
    {
        var targets = (await GetAsync("targets?state=active")).GetProperty("activeTargets");
        return targets
            .EnumerateArray()
            .Where(target => target.GetProperty("health").GetString() == "up")
            .GroupBy(target => target.GetProperty("labels").GetProperty("job").GetString()!)
            .ToDictionary(group => group.Key, group => group.Count());
    }

    /// <summary>The services that have a target, whether it answers or not.</summary>
    public async Task<IReadOnlySet<string>> ListedAsync() =>
        (await GetAsync("targets?state=active"))
            .GetProperty("activeTargets")
            .EnumerateArray()
            .Select(target => target.GetProperty("labels").GetProperty("job").GetString()!)
            .ToHashSet();

    /// <summary>Names of all metrics that were ever scraped.</summary>
    public async Task<IReadOnlySet<string>> NamesAsync() =>
        (await GetAsync("label/__name__/values")).EnumerateArray().Select(name => name.GetString()!).ToHashSet();

    /// <summary>Asks until the answer is accepted; the last one when patience ends.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T>> ask, Func<T, bool> isAccepted)
    {
        using var timer = new PeriodicTimer(Interval);
        var answer = await ask();
        for (var asked = 1; asked < Patience / Interval && !isAccepted(answer); asked++)
        {
            await timer.WaitForNextTickAsync(Cancellation);
            answer = await ask();
        }

        return answer;
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();
}
