namespace Services.Conversations.EventLog;

/// <summary>
/// The one script that writes: fence, number, append, publish. It runs atomically, so the order on the channel is the order of the
/// stream, and a fence that refuses leaves no trace.
/// </summary>
internal static class AppendScript
{
    /// <summary>No fence.</summary>
    public const string Events = "events";

    /// <summary>Only if the reply is open and expects this index.</summary>
    public const string Chunks = "chunks";

    /// <summary>Only if the reply is open; closes it.</summary>
    public const string Final = "final";

    /// <summary>Prefix of the hash fields that hold chunk contents.</summary>
    public const string ChunkField = "c";

    /// <summary>
    /// KEYS: stream, sequence, reply. ARGV: channel, capacity, retention (ms), sequence retention (ms), mode, expected index, then for
    /// each event its name, its payload without the closing brace, its traceparent, and its text when it is a chunk.
    /// Returns whether it appended, the next chunk index, and the last sequence number.
    /// </summary>
    public const string Text = """
        local mode, index = ARGV[5], tonumber(ARGV[6])
        local seq = tonumber(redis.call('GET', KEYS[2]) or '0')
        if mode ~= 'events' then
          local state = redis.call('HMGET', KEYS[3], 'next', 'ended')
          local expected = tonumber(state[1] or '0')
          if state[2] or (mode == 'chunks' and expected ~= index) then
            return {0, expected, seq}
          end
          index = expected
        end
        for i = 7, #ARGV, 4 do
          seq = seq + 1
          local number = string.format('%.0f', seq)
          local name, trace = ARGV[i], ARGV[i + 2]
          local payload = ARGV[i + 1] .. ',"seq":' .. number .. '}'
          redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[2], number .. '-0', 'name', name, 'payload', payload, 'trace', trace)
          redis.call('PUBLISH', ARGV[1], number .. ' ' .. name .. ' ' .. trace .. '\n' .. payload)
          if mode == 'chunks' then
            redis.call('HSET', KEYS[3], 'c' .. string.format('%d', index), ARGV[i + 3])
            index = index + 1
          end
        end
        redis.call('SET', KEYS[2], string.format('%.0f', seq), 'PX', ARGV[4])
        redis.call('PEXPIRE', KEYS[1], ARGV[3])
        if mode ~= 'events' then
          redis.call('HSET', KEYS[3], 'next', index)
          if mode == 'final' then redis.call('HSET', KEYS[3], 'ended', '1') end
          redis.call('PEXPIRE', KEYS[3], ARGV[3])
        end
        return {1, index, seq}
        """;
}
