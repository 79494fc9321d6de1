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

    // How many connections a user has in a session here. One map: most sessions have one user.
    private readonly Dictionary<(SessionId Session, string User), int> _here = [];
    private readonly PresenceOptions _settings = options.Value;

    /// <summary>
    /// The user has one more connection in the session. With <paramref name="awaySince"/> (Unix ms) the answer says who has come and gone
    /// since; for as long as a connection can be resumed.
    /// </summary>
    public Task<PresenceSnapshot> EnterAsync(SessionId session, string user, string connection, long? awaySince)
    {
        Task<RedisResult> call;
        lock (_gate)
        {
            _here[(session, user)] = _here.GetValueOrDefault((session, user)) + 1;
            call = RunScript(session, "enter", connection, _settings.MaxTold, awaySince, [user]);
        }

        return ReadAsync(call);
    }

    /// <summary>Who is in the session, where the user is already.</summary>
    public Task<PresenceSnapshot> LookAsync(SessionId session, string user)
    {
        Task<RedisResult> call;
        lock (_gate)
        {
            call = RunScript(session, "enter", "-", _settings.MaxTold, null, _here.ContainsKey((session, user)) ? [user] : []);
        }

        return ReadAsync(call);
    }

    /// <summary>Keeps a user who is in the session there, until one <see cref="LeaveAsync"/> more than connections have gone.</summary>
    public void Retain(SessionId session, string user)
    {
        lock (_gate)
        {
            _here[(session, user)]++;
        }
    }

    /// <summary>The user has one connection less in the session.</summary>
    public Task LeaveAsync(SessionId session, string user)
    {
        Task<RedisResult> call;
        lock (_gate)
        {
            if (--_here[(session, user)] > 0)
            {
                return Task.CompletedTask;
            }

            _here.Remove((session, user));
            call = RunScript(session, "leave", "-", 0, null, [user]);
        }

        return ReadAsync(call);
    }

    /// <summary>Who is present through this gateway, by session.</summary>
    public IReadOnlyCollection<IGrouping<SessionId, string>> All()
    {
        lock (_gate)
        {
            return [.. _here.Keys.GroupBy(static key => key.Session, static key => key.User)];
        }
    }

    /// <summary>
    /// Repeats who is in the session through this gateway, of those who were, and tells of those who are no longer there through any.
    /// </summary>
    public Task RefreshAsync(IGrouping<SessionId, string> users)
    {
        Task<RedisResult> call;
        lock (_gate)
        {
            string[] present = [.. users.Where(user => _here.ContainsKey((users.Key, user)))];
            if (present.Length == 0)
            {
                return Task.CompletedTask;
            }

            call = RunScript(users.Key, "enter", "-", 0, null, present);
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
        RedisKey[] keys = [RedisKeys.Presence(session)];
        RedisValue[] values =
        [
            RedisKeys.Signals(session),
            session.ToString(),
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
