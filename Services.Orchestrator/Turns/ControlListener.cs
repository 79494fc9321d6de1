using System.Text.Json;
using Services.Contracts.Json;
using Services.Contracts.Turns;
using Services.Messaging.Consuming;

namespace Services.Orchestrator.Turns;

/// <summary>Hears cancellations, which every worker gets, and interrupts what runs here.</summary>
internal sealed partial class ControlListener(QueueSubscriptionFactory subscriptions, RunningTurns running, ILogger<ControlListener> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = subscriptions.CreateControl((delivery, _) => Task.FromResult(Handle(delivery)));
        await subscription.RunAsync(stoppingToken);
    }

    private Disposition Handle(QueueDelivery delivery)
    {
        try
        {
            if (JsonSerializer.Deserialize(delivery.Body.Span, ContractsJson.Default.CancelRequested) is { } request)
            {
                running.Interrupt(request);
            }

            return Disposition.Ack;
        }
        catch (JsonException e)
        {
            LogUndecodable(e);
            return Disposition.DeadLetter($"The message cannot be decoded: {e.Message}", delivery.Attempt);
        }
    }

    [LoggerMessage(LogLevel.Error, "A control message cannot be decoded.")]
    private partial void LogUndecodable(Exception e);
}
