using Services.Conversations.EventLog;

namespace Services.Conversations.Rooms;

/// <summary>
/// Appends a packet to a room's history; with it, in one step, the same message goes into the session's event log, which brings it to
/// everybody. A relayed packet comes out of that log: of several gateways that relay it, one has its way.
/// </summary>
internal static class RoomScript
{
    /// <summary>
    /// KEYS: room log, room sequence, relayed, session events, session sequence, claim, silence. ARGV: capacity, retention (ms), packet,
    /// number of the relayed event or nothing, sequence retention (ms), session channel, session capacity, session retention (ms), the
    /// event as a batch or nothing, whether the message is stored elsewhere, how long the claim is kept (ms) or nothing. Returns the
    /// packet's number, 0 if it was there before, -1 if the session was deleted.
    /// </summary>
    public const string Text =
        SequenceScript.Take
        + """
            if string.sub(redis.call('GET', KEYS[7]) or '', 1, 1) == '!' then return -1 end
            if ARGV[4] ~= '' then
              if tonumber(redis.call('GET', KEYS[3]) or '0') >= tonumber(ARGV[4]) then return 0 end
              redis.call('SET', KEYS[3], ARGV[4], 'PX', ARGV[5])
            end
            if ARGV[11] ~= '' and not redis.call('SET', KEYS[6], '1', 'NX', 'PX', ARGV[11]) then return 0 end
            local seq = redis.call('INCR', KEYS[2])
            redis.call('PEXPIRE', KEYS[2], ARGV[5])
            redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[1], string.format('%.0f', seq) .. '-0', 'packet', ARGV[3], 'stored', ARGV[10])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            if ARGV[9] ~= '' then
              local event = string.format('%.0f', take(KEYS[5], 1, ARGV[5]))
              redis.call('PEXPIRE', KEYS[5], ARGV[5])
              redis.call('XADD', KEYS[4], 'MAXLEN', '~', ARGV[7], event .. '-0', 'events', ARGV[9])
              redis.call('PEXPIRE', KEYS[4], ARGV[8])
              redis.call('PUBLISH', ARGV[6], event .. ' ' .. ARGV[9])
            end
            return seq
            """;
}
