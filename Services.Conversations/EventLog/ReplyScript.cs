namespace Services.Conversations.EventLog;

/// <summary>Puts back what the log knew of a reply, after Redis has lost it.</summary>
internal static class ReplyScript
{
    /// <summary>
    /// KEYS: reply. ARGV: the index that it must expect, how many chunks, their contents, retention (ms). Only if the reply is open and
    /// expects that index, so that a worker which has been replaced puts nothing in its successor's way. Returns whether it did.
    /// </summary>
    public const string Restore = """
        local state = redis.call('HMGET', KEYS[1], 'next', 'ended')
        if state[2] or tonumber(state[1] or '0') ~= tonumber(ARGV[1]) then
          return 0
        end
        redis.call('HSET', KEYS[1], 'next', ARGV[1] + ARGV[2], 'c' .. ARGV[1], ARGV[3])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return 1
        """;
}
