using Services.Contracts.Access;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Gateway.Feeds;
using Services.Gateway.Subscriptions;
using StackExchange.Redis;

namespace Services.Gateway.StaffApprovals;

/// <summary>
/// Tells the Socket.IO connections of staff, on every gateway, of an approval that waits for them or has changed. Thread safe; nothing
/// blocks.
/// </summary>
internal sealed partial class StaffApprovalNotifier(
    IConnectionMultiplexer redis,
    SocketNamespace sockets,
    TimeProvider time,
    ILogger<StaffApprovalNotifier> logger
) : IHostedService
{
    private const string Event = "approval:updated";

    private static readonly RedisChannel Channel = RedisChannel.Literal(RedisKeys.StaffApprovals);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await redis.GetSubscriber().SubscribeAsync(Channel, (_, notice) => Tell(notice)).WaitAsync(Timeout, time, cancellationToken);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            // The client subscribes by itself once Redis is there.
            LogNotYet(failure.Message);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Approvals are few: looking for staff costs less than a list of them.
    private void Tell(RedisValue notice)
    {
        if (notice.IsNull)
        {
            return;
        }

        var payload = (byte[])notice!;
        foreach (var socket in sockets.Namespace.Sockets)
        {
            if (Roles.IsStaff(socket.GetState<SocketClient>().Caller.Role))
            {
                socket.EmitRaw(Event, payload);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Approvals that wait for staff are not heard of yet: {Cause}")]
    private partial void LogNotYet(string cause);
}
