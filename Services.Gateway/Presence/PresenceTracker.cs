using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Conversations.EventLog;
using Services.Gateway.Instances;
using StackExchange.Redis;

namespace Services.Gateway.Presence;

/// <summary>
/// Says in Redis which users are in which sessions through this gateway. Calls for one session reach Redis in the order in which they were
/// made. Redis being away fails nothing: presence is repeated. Thread-safe.
/// </summary>
internal sealed partial class PresenceTracker(
    IConnectionMultiplexer redis,
    GatewayInstance instance,
    IOptions<PresenceOptions> options,
    TimeProvider time,
    ILogger<PresenceTracker> logger
)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SessionId, Dictionary<string, int>> _here = [];
    private readonly PresenceOptions _settings = options.Value;

    /// <summary>Sessions in which somebody is present through this gateway.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _here.Count;
            }
        }
    }

    /// <summary>
    /// The user has one more connection in the session. With <paramref name="awaySince"/> (Unix ms) the answer says who has come and gone
    /// since; for as long as a connection can be resumed.
    /// </summary>
    public Task<PresenceSnapshot> EnterAsync(SessionId session, string user, string connection, long? awaySince)
    {
        Task<RedisResult> call;
        lock (_gate)
        {
            if (!_here.TryGetValue(session, out var users))
            {
                users = new Dictionary<string, int>(StringComparer.Ordinal);
                _here.Add(session, users);
            }

            users[user] = users.GetValueOrDefault(user) + 1;
            call = RunScript(session, "enter", connection, _settings.MaxTold, awaySince, [user]);
        }

        return ReadAsync(call);
    }

    /// <summary>Keeps a user who is in the session there, until one <see cref="LeaveAsync"/> more than connections have gone.</summary>
    public void Retain(SessionId session, string user)
    {
        lock (_gate)
        {
            _here[session][user]++;
        }
    }

    /// <summary>The user has one connection less in the session.</summary>
    public Task LeaveAsync(SessionId session, string user)
    {
        Task<RedisResult> call;
        lock (_gate)
        {
            var users = _here[session];
            if (--users[user] > 0)
            {
                return Task.CompletedTask;
            }

            users.Remove(user);
            if (users.Count == 0)
            {
                _here.Remove(session);
            }

            call = RunScript(session, "leave", "-", 0, null, [user]);
        }

        return ReadAsync(call);
    }

    /// <summary>The sessions in which somebody is present through this gateway.</summary>
    public IReadOnlyList<SessionId> Sessions()
    {
        lock (_gate)
        {
            return [.. _here.Keys];
        }
    }

    /// <summary>Repeats who is in the session through this gateway, and tells of those who are no longer there through any.</summary>
    public Task RefreshAsync(SessionId session)
    {
        Task<RedisResult> call;
        lock (_gate)
        {
            if (!_here.TryGetValue(session, out var users))
            {
                return Task.CompletedTask;
            }

            call = RunScript(session, "enter", "-", 0, null, users.Keys);
        }

        return ReadAsync(call);
    }

    private Task<RedisResult> RunScript(
        SessionId session,
        string what,
        string connection,
        int maxUsers,
        long? since,
        ICollection<string> users
    )
    {
        RedisKey[] keys = [RedisKeys.PresenceMembers(session), RedisKeys.PresenceUsers(session), RedisKeys.PresenceChanges(session)];
        RedisValue[] values =
        [
            RedisKeys.Signals(session),
            instance.Id,
            (long)_settings.TimeToLive.TotalMilliseconds,
            what,
            connection,
            maxUsers,
            since is { } moment ? moment : "",
            (long)_settings.ChangeRetention.TotalMilliseconds,
            .. users.Select(user => (RedisValue)user),
        ];
        try
        {
            return redis.GetDatabase().ScriptEvaluateAsync(PresenceScript.Text, keys, values);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            return Task.FromException<RedisResult>(failure);
        }
    }

    private async Task<PresenceSnapshot> ReadAsync(Task<RedisResult> call)
    {
        try
        {
            var answer = (RedisResult[])(await call.WaitAsync(_settings.Timeout, time))!;
            string[] users = answer.Length > 2 ? (string[])answer[2]! : [];
            var changes =
                answer.Length > 2 ? ((string[])answer[3]!).ToLookup(static change => change[0] == '1', static change => change[1..]) : null;
            return new PresenceSnapshot((long)answer[0], (int)answer[1] == 1, users, [.. changes?[true] ?? []], [.. changes?[false] ?? []]);
        }
        catch (Exception failure) when (RedisOutage.Is(failure))
        {
            LogUnavailable(failure.Message);
            return PresenceSnapshot.Unknown;
        }
    }

    [LoggerMessage(LogLevel.Warning, "Redis was not told who is present: {Cause}")]
    private partial void LogUnavailable(string cause);
}
