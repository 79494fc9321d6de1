using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Services.Messaging.Broker;

namespace Services.Messaging.Consuming;

/// <summary>
/// Carries deliveries through outages of what their handlers need: the delivery is held, unsettled, and handled again after pauses that
/// grow up to <see cref="MessagingOptions.LongestOutagePause"/>, for as long as it takes. It is not given back to its queue: each return
/// brings a message nearer to the number at which the broker makes a dead letter of it, whatever the reason. Thread safe.
/// </summary>
public sealed partial class OutageHold(IOptions<MessagingOptions> options, TimeProvider time, ILogger<OutageHold> logger)
{
    /// <summary>
    /// What the handler says once it meets no outage any more; null when the subscription stops before. What is no outage is thrown.
    /// </summary>
    /// <param name="delivery">What is handled.</param>
    /// <param name="handler">Handles it, from the beginning each time.</param>
    /// <param name="isOutage">Whether an exception tells of a store or the broker, and not of the delivery.</param>
    /// <param name="cancellationToken">Ends handler and pauses; unlike the stopping of the subscription, which only ends pauses.</param>
    public async Task<Disposition?> RunAsync(
        QueueDelivery delivery,
        Func<CancellationToken, Task<Disposition>> handler,
        Func<Exception, bool> isOutage,
        CancellationToken cancellationToken
    )
    {
        var longest = options.Value.LongestOutagePause;
        var outages = 0;
        while (true)
        {
            var begun = time.GetTimestamp();
            try
            {
                return await handler(cancellationToken);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested && isOutage(e))
            {
                if (outages == 0)
                {
                    LogHeld(e, delivery.Queue, delivery.MessageId);
                }

                // What ran for long met another outage, and has not waited for that one yet.
                outages = time.GetElapsedTime(begun) > longest ? 1 : outages + 1;
            }

            using var ended = CancellationTokenSource.CreateLinkedTokenSource(delivery.Stopping, cancellationToken);
            var pause = RequeueDelay.After(outages, options.Value.OutagePause, longest);
            await Task.Delay(pause, time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Message {MessageId} of {Queue} met an outage; it is held and handled again until that is over.")]
    private partial void LogHeld(Exception e, string queue, string? messageId);
}
