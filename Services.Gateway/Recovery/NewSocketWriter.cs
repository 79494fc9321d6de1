using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Gateway.Instances;
using StackExchange.Redis;

namespace Services.Gateway.Recovery;

/// <summary>
/// Writes new sockets into Redis, those of some milliseconds together, so that a thousand that come at once cost few exchanges. Whoever
/// writes something else of a socket flushes first. Thread-safe.
/// </summary>
internal sealed partial class NewSocketWriter(
    IConnectionMultiplexer redis,
    GatewayInstance instance,
    IOptions<RecoveryOptions> options,
    TimeProvider time,
    ILogger<NewSocketWriter> logger
) : BackgroundService
{
    private const int Capacity = 16_384;

    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    private readonly Channel<NewSocket> _new = Channel.CreateBounded<NewSocket>(Capacity);
    private readonly Lock _writing = new();

    /// <summary>Takes a socket; it is written soon, and at once if too many wait.</summary>
    public void Add(NewSocket socket)
    {
        while (!_new.Writer.TryWrite(socket))
        {
            Flush();
        }
    }

    /// <summary>Sends all that waits; it reaches Redis before whatever is sent after that.</summary>
    public void Flush()
    {
        lock (_writing)
        {
            if (_new.Reader.Count == 0)
            {
                return;
            }

            var batch = redis.GetDatabase().CreateBatch();
            // Fire and forget: they are complete as soon as they are queued.
            List<Task> writes = [];
            while (_new.Reader.TryRead(out var socket))
            {
                RedisKey key = RedisKeys.RecoverableSocket(socket.PrivateId);
                writes.Add(
                    batch.HashSetAsync(
                        key,
                        [
                            new(RecoveryFields.User, socket.UserId),
                            new(RecoveryFields.Socket, socket.SocketId),
                            new(RecoveryFields.Holder, instance.Id),
                        ],
                        CommandFlags.FireAndForget
                    )
                );
                writes.Add(batch.KeyExpireAsync(key, options.Value.Lifetime, CommandFlags.FireAndForget));
            }

            try
            {
                batch.Execute();
            }
            catch (Exception failure) when (RedisOutage.Is(failure))
            {
                // Their clients join anew when they come back.
                LogLost(failure.Message);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _new.Reader.WaitToReadAsync(stoppingToken))
            {
                await Task.Delay(Gathering, time, stoppingToken);
                FlushSafely();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            FlushSafely();
        }
    }

    private void FlushSafely()
    {
        try
        {
            Flush();
        }
        catch (Exception failure)
        {
            LogFailed(failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Redis is away; sockets that are new now cannot be recovered: {Cause}")]
    private partial void LogLost(string cause);

    [LoggerMessage(LogLevel.Error, "New sockets could not be written; they cannot be recovered.")]
    private partial void LogFailed(Exception failure);
}
