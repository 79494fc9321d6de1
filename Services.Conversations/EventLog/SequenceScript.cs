namespace Services.Conversations.EventLog;

/// <summary>
/// How the scripts that write into a session's log number its events: from 1 in a log that was begun (<see cref="ISessionEventLog.Begin"/>). A log whose
/// number is gone, because Redis came back empty or forgot it, goes on with the microseconds of the Unix time, which no earlier numbering can have
/// reached: a number is never given twice, and a client from before sees that something is missing.
/// </summary>
internal static class SequenceScript
{
    /// <summary><c>take(key, count, retention)</c>: the last of so many new numbers. A number that was begun or goes on has a time to live; retention (ms) gives it one otherwise.</summary>
    public const string Text = """
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
}
