namespace Services.Conversations.EventLog;

/// <summary>
/// How the scripts that write into a session's log number its events: from 1 in a log that was begun (<see
/// cref="ISessionEventLog.Begin"/>). A log whose number is gone, because Redis came back empty or forgot it, goes on with the microseconds
/// of the Unix time, which no earlier numbering can have reached: a number is never given twice, and a client from before sees that
/// something is missing.
/// </summary>
internal static class SequenceScript
{
    /// <summary>
    /// <c>take(key, count, retention)</c>: the last of so many new numbers. A number that was begun or goes on has a time to live;
    /// retention (ms) gives it one otherwise.
    /// </summary>
    public const string Take = """
        local function take(key, count, retention)
          local last = redis.call('INCRBY', key, count)
          if last == count and redis.call('PTTL', key) == -1 then
            local t = redis.call('TIME')
            last = t[1] * 1000000 + t[2] + count
            redis.call('SET', key, string.format('%.0f', last), 'PX', retention)
          end
          return last
        end

        """;

    /// <summary>
    /// KEYS: the number. ARGV: a number that somebody has seen, retention (ms). Returns the last number given out. If that is less, Redis
    /// was put back to an older copy: the next one is larger than any before.
    /// </summary>
    public const string Raise = """
        local number = redis.call('GET', KEYS[1])
        local last = tonumber(number or '0')
        if number and last < tonumber(ARGV[1]) then
          local t = redis.call('TIME')
          redis.call('SET', KEYS[1], string.format('%.0f', t[1] * 1000000 + t[2]), 'PX', ARGV[2])
        end
        return last
        """;
}
