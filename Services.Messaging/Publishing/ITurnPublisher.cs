using Services.Contracts.Turns;
using Services.Messaging.Broker;

namespace Services.Messaging.Publishing;

/// <summary>
/// Publishes the platform's messages: persistent, and confirmed by the broker before the task completes. Thread safe. Every method
/// throws <see cref="PublishFailedException"/> when there was no confirm within <see cref="MessagingOptions.PublishTimeout"/>.
/// </summary>
public interface ITurnPublisher
{
    /// <summary>Puts a turn into its session's partition.</summary>
    Task PublishTurnAsync(TurnMessage turn, CancellationToken cancellationToken);

    /// <summary>Asks every worker to stop a session's running reply. Where no worker runs, nobody hears it, and that is no error.</summary>
    Task PublishCancelAsync(CancelRequested cancel, CancellationToken cancellationToken);

    /// <summary>Announces a finished turn for evaluation.</summary>
    Task PublishCompletedAsync(TurnCompleted completed, CancellationToken cancellationToken);
}
