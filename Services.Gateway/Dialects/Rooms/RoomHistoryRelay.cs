using System.Threading.Channels;
using Services.Contracts.Ids;
using Services.Conversations.Rooms;
using Services.Gateway.Errors;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>
/// Brings what others said in a session, and the platform's replies, into the history of its room, one after the other. Every gateway with
/// somebody in the room tries; the history takes it once.
/// </summary>
internal sealed partial class RoomHistoryRelay(IRoomLog log, TimeProvider time, ILogger<RoomHistoryRelay> logger) : BackgroundService
{
    private const int Capacity = 10_000;
    private const int Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly Channel<Item> _items = Channel.CreateBounded<Item>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Queues the packet that the session's event is in the rooms dialect.</summary>
    public void Post(SessionId session, long seq, byte[] packet)
    {
        if (!_items.Writer.TryWrite(new Item(session, seq, packet)))
        {
            LogLost(session, seq, "too much waits to be relayed");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var item in _items.Reader.ReadAllAsync(stoppingToken))
            {
                await RelayAsync(item, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops; another one relays.
        }
    }

    private async Task RelayAsync(Item item, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            try
            {
                await log.RelayAsync(item.Session, item.Seq, item.Packet).WaitAsync(cancellationToken);
                return;
            }
            catch (Exception failure) when (Faults.IsOutage(failure) && !cancellationToken.IsCancellationRequested)
            {
                if (attempt == Attempts)
                {
                    LogLost(item.Session, item.Seq, failure.Message);
                    return;
                }

                await Task.Delay(Pause * attempt, time, cancellationToken);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Event {Seq} of session {Session} did not reach the session's room: {Cause}")]
    private partial void LogLost(SessionId session, long seq, string cause);

    private readonly record struct Item(SessionId Session, long Seq, byte[] Packet);
}
