namespace Services.Gateway.Presence;

/// <summary>
/// Who is where, decided in one place: a user is present through a gateway until that gateway says otherwise or has not said so for the
/// time to live. The first gateway to bring a user, and the last to lose them, publishes the change; so does whoever comes by after an
/// expiry. One sorted set holds it all, in three ranges of scores: below zero <c>u USER</c>, by minus the number of gateways that the user
/// is present through; above it <c>m GATEWAY USER</c>, by the Unix time in milliseconds at which that expires; and from
/// <see cref="ChangesFrom"/> on <c>1USER</c> who came and <c>0USER</c> who left, by when they did.
/// </summary>
internal static class PresenceScript
{
    /// <summary>Added to the time of a change, which is thus above every expiry. The sum is exact: a score has 53 bits.</summary>
    public const long ChangesFrom = 1L << 50;

    /// <summary>
    /// KEYS: the session's presence. ARGV: signals channel, session, gateway, time to live (ms), <c>enter</c> or <c>leave</c>, connection,
    /// how many users to return, since when changes are asked for (Unix ms) or nothing, how long they are kept (ms), then users. Returns
    /// the time, whether the first of the users is new, some users who are present, and the users who changed since, with <c>1</c> before
    /// those who came and <c>0</c> before those who left.
    /// </summary>
    public const string Text = """
        local changes = 2 ^ 50
        local key, t = KEYS[1], redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local at = string.format('%.0f', now)
        local function tell(user, online, connection)
          redis.call('ZREM', key, 1 - online .. user)
          redis.call('ZADD', key, string.format('%.0f', changes + now), online .. user)
          redis.call('ZREMRANGEBYSCORE', key, changes, string.format('%.0f', changes + now - ARGV[9]))
          local kept = redis.call('ZCOUNT', key, changes, '+inf')
          if kept > 1000 then redis.call('ZREMRANGEBYRANK', key, -kept, -1001) end
          redis.call('PUBLISH', ARGV[1], '- ' .. ARGV[2] .. ' presence ' .. online .. ' ' .. at .. ' ' .. connection .. '\n' .. user)
        end
        local function drop(member, user)
          if redis.call('ZREM', key, member) == 1 and tonumber(redis.call('ZINCRBY', key, 1, 'u ' .. user)) >= 0 then
            redis.call('ZREM', key, 'u ' .. user)
            tell(user, 0, '-')
          end
        end
        for _, member in ipairs(redis.call('ZRANGEBYSCORE', key, 0, now, 'LIMIT', 0, 1000)) do
          drop(member, string.sub(member, string.find(member, ' ', 3, true) + 1))
        end
        local first = 0
        for i = 10, #ARGV do
          local user, member = ARGV[i], 'm ' .. ARGV[3] .. ' ' .. ARGV[i]
          if ARGV[5] == 'leave' then
            drop(member, user)
          elseif redis.call('ZADD', key, now + ARGV[4], member) == 1 and tonumber(redis.call('ZINCRBY', key, -1, 'u ' .. user)) == -1 then
            if i == 10 then first = 1 end
            tell(user, 1, ARGV[6])
          end
        end
        redis.call('PEXPIRE', key, math.max(ARGV[4] * 2, ARGV[9]))
        if ARGV[7] == '0' then return {at, first} end
        local users = redis.call('ZRANGEBYSCORE', key, '-inf', '(0', 'LIMIT', 0, ARGV[7])
        for i, user in ipairs(users) do users[i] = string.sub(user, 3) end
        local since = {}
        if ARGV[8] ~= '' then since = redis.call('ZRANGEBYSCORE', key, string.format('%.0f', changes + ARGV[8]), '+inf') end
        return {at, first, users, since}
        """;
}
