namespace Services.Conversations.Rooms;

/// <summary>
/// Appends a packet to a room's log and publishes it, in one step; with it the same message goes into the session's event log, where the other
/// dialects read it. A relayed packet comes out of that log: of several gateways that relay it, one has its way.
/// </summary>
internal static class RoomScript
{
    /// <summary>
    /// KEYS: room log, room sequence, relayed, session events, session sequence, claim. ARGV: signals channel, origin, capacity, retention (ms), packet,
    /// number of the relayed event or nothing, sequence retention (ms), session channel, session capacity, session retention (ms), the event
    /// as a batch or nothing, whether the message is stored elsewhere, how long the claim is kept (ms) or nothing.
    /// Returns the packet's number, 0 if it was there before.
    /// </summary>
    public const string Text = """
        if ARGV[6] ~= '' then
          if tonumber(redis.call('GET', KEYS[3]) or '0') >= tonumber(ARGV[6]) then return 0 end
          redis.call('SET', KEYS[3], ARGV[6], 'PX', ARGV[7])
        end
        if ARGV[13] ~= '' and not redis.call('SET', KEYS[6], '1', 'NX', 'PX', ARGV[13]) then return 0 end
        local seq = redis.call('INCR', KEYS[2])
        local number = string.format('%.0f', seq)
        redis.call('PEXPIRE', KEYS[2], ARGV[7])
        redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[3], number .. '-0', 'packet', ARGV[5], 'stored', ARGV[12])
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        redis.call('PUBLISH', ARGV[1], ARGV[2] .. ' room ' .. number .. '\n' .. ARGV[5])
        if ARGV[11] ~= '' then
          local event = string.format('%.0f', redis.call('INCR', KEYS[5]))
          redis.call('PEXPIRE', KEYS[5], ARGV[7])
          redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[9], event .. '-0', 'events', ARGV[11])
          redis.call('PEXPIRE', KEYS[4], ARGV[10])
          redis.call('PUBLISH', ARGV[8], event .. ' ' .. ARGV[11])
        end
        return seq
        """;
}
