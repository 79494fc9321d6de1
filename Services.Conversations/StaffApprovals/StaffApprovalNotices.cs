using System.Text.Json;
using Microsoft.Extensions.Logging;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using StackExchange.Redis;

namespace Services.Conversations.StaffApprovals;

/// <summary>
/// Has all gateways tell their connections of staff that an approval came or changed. Not kept, and never waited for: who misses one reads
/// the list. Thread safe.
/// </summary>
public sealed partial class StaffApprovalNotices(IConnectionMultiplexer redis, ILogger<StaffApprovalNotices> logger)
{
    private static readonly RedisChannel Channel = RedisChannel.Literal(RedisKeys.StaffApprovals);

    /// <summary>Tells how it stands.</summary>
    public void Publish(StaffApproval approval)
    {
        var notice = JsonSerializer.SerializeToUtf8Bytes(StaffApprovalSummary.Of(approval), StaffApprovalJson.Default.StaffApprovalSummary);
        try
        {
            redis.GetSubscriber().Publish(Channel, notice, CommandFlags.FireAndForget);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            LogLost(failure.Message);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Staff were not told of an approval: {Cause}")]
    private partial void LogLost(string cause);
}
