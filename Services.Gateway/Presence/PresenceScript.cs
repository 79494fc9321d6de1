namespace Services.Gateway.Presence;

/// <summary>
/// Who is where, decided in one place: a user is present through a gateway until that gateway says otherwise or has not said so for the
/// time to live. The first gateway to bring a user, and the last to lose them, publishes the change; so does whoever comes by after an
/// expiry.
/// </summary>
internal static class PresenceScript
{
    /// <summary>
    /// KEYS: members, users, changes. ARGV: signals channel, gateway, time to live (ms), <c>enter</c> or <c>leave</c>, connection, how many
    /// users to return, since when changes are asked for (Unix ms) or nothing, how long they are kept (ms), then users. Returns the time,
    /// whether the first of the users is new, some users who are present, and the users who changed since, with <c>1</c> before those who
    /// came and <c>0</c> before those who left.
    /// </summary>
    public const string Text = """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local at = string.format('%.0f', now)
        local function tell(user, online, connection)
          redis.call('ZREM', KEYS[3], 1 - online .. user)
          redis.call('ZADD', KEYS[3], now, online .. user)
          redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', now - ARGV[8])
          redis.call('ZREMRANGEBYRANK', KEYS[3], 0, -1001)
          redis.call('PEXPIRE', KEYS[3], ARGV[8])
          redis.call('PUBLISH', ARGV[1], '- presence ' .. online .. ' ' .. at .. ' ' .. connection .. '\n' .. user)
        end
        local function drop(member, user)
          if redis.call('ZREM', KEYS[1], member) == 1 and redis.call('HINCRBY', KEYS[2], user, -1) <= 0 then
            redis.call('HDEL', KEYS[2], user)
            tell(user, 0, '-')
          end
        end
        for _, member in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, 1000)) do
          drop(member, string.sub(member, string.find(member, ' ', 1, true) + 1))
        end
        local first = 0
        for i = 9, #ARGV do
          local user, member = ARGV[i], ARGV[2] .. ' ' .. ARGV[i]
          if ARGV[4] == 'leave' then
            drop(member, user)
          elseif redis.call('ZADD', KEYS[1], now + ARGV[3], member) == 1 and redis.call('HINCRBY', KEYS[2], user, 1) == 1 then
            if i == 9 then first = 1 end
            tell(user, 1, ARGV[5])
          end
        end
        redis.call('PEXPIRE', KEYS[1], ARGV[3] * 2)
        redis.call('PEXPIRE', KEYS[2], ARGV[3] * 2)
        if ARGV[6] == '0' then return {at, first} end
        local changes = ARGV[7] == '' and {} or redis.call('ZRANGEBYSCORE', KEYS[3], ARGV[7], '+inf')
        return {at, first, redis.call('HRANDFIELD', KEYS[2], ARGV[6]), changes}
        """;
}
