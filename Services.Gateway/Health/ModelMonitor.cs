using System.Diagnostics;
using System.Text.Json;
using OpenTelemetry;
using Services.Gateway.Agents;

namespace Services.Gateway.Health;

/// <summary>
/// Knows whether the agents, and with them the models, can be reached, and what the models are called; asks every ten seconds.
/// </summary>
internal sealed partial class ModelMonitor(IHttpClientFactory clients, TimeProvider time, ILogger<ModelMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private volatile bool _isHealthy;
    private volatile string? _name;

    /// <summary>The last answer; false before the first.</summary>
    public bool IsHealthy => _isHealthy;

    /// <summary>The models that answer, for example <c>offline</c>; null as long as nobody said.</summary>
    public string? Name => _name;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        using var stop = stoppingToken.Register(timer.Dispose);
        do
        {
            var now = await ProbeAsync(stoppingToken);
            if (now != _isHealthy)
            {
                LogChanged(now);
            }

            _isHealthy = now;
        } while (await timer.WaitForNextTickAsync(CancellationToken.None));
    }

    private async Task<bool> ProbeAsync(CancellationToken stoppingToken)
    {
        // A poll is no trace: not here, and, since its context says that it is not recorded, not there.
        using var silence = SuppressInstrumentationScope.Begin();
        using var unrecorded = new Activity("poll").Start();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        deadline.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(AgentsClient.Name);
            using var response = await client.GetAsync("/health", deadline.Token);
            await using var body = await client.GetStreamAsync("/models", deadline.Token);
            var agents = await JsonSerializer.DeserializeAsync(body, HealthJson.Default.IReadOnlyListAgentModels, deadline.Token) ?? [];
            _name = string.Join(
                ", ",
                agents
                    .Select(agent => agent.Models)
                    .Where(models => models.Count > 0)
                    .Select(models => models[0].Model ?? models[0].Provider)
                    .Distinct()
            );
            return response.IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Information, "The agents service is reachable: {IsHealthy}.")]
    private partial void LogChanged(bool isHealthy);
}
