using Services.Gateway.Access.Demo;

namespace Services.Gateway.Health;

/// <summary>Knows whether the agents, and with them the model, can be reached; asks every ten seconds.</summary>
internal sealed partial class ModelMonitor(IHttpClientFactory clients, TimeProvider time, ILogger<ModelMonitor> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private volatile bool isHealthy;

    /// <summary>The last answer; false before the first.</summary>
    public bool IsHealthy => isHealthy;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        using var stop = stoppingToken.Register(timer.Dispose);
        do
        {
            var now = await AskAsync(stoppingToken);
            if (now != isHealthy)
            {
                LogChanged(now);
            }

            isHealthy = now;
        }
        while (await timer.WaitForNextTickAsync(CancellationToken.None));
    }

    private async Task<bool> AskAsync(CancellationToken stoppingToken)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        deadline.CancelAfter(Patience);
        try
        {
            using var client = clients.CreateClient(DemoUserDirectory.Agents);
            using var response = await client.GetAsync("/health", deadline.Token);
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
