using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Services.Conversations.EventLog;

/// <summary>
/// The one script that writes: fence, number, append, publish. It runs atomically, so the order on the channel is the order of the
/// stream, and a fence that refuses leaves no trace. One append is one stream entry and one publication, however many events it carries.
/// </summary>
internal static class AppendScript
{
    /// <summary>No fence.</summary>
    public const string Events = "events";

    /// <summary>Only if the reply is open and expects this index.</summary>
    public const string Chunks = "chunks";

    /// <summary>Only if the reply is open; closes it.</summary>
    public const string Final = "final";

    /// <summary>As <see cref="Final"/>, for what is no reply: also while a person has the session.</summary>
    public const string Once = "once";

    /// <summary>Not while a person has the session.</summary>
    public const string Progress = "progress";

    /// <summary>Only while no person has the session; from now on nothing is appended to replies.</summary>
    public const string Claim = "claim";

    /// <summary>No fence but one: from now on nothing is appended at all, these events neither.</summary>
    public const string Last = "last";

    /// <summary>No fence; replies may go on.</summary>
    public const string Resume = "resume";

    /// <summary>Prefix of the hash fields that hold the contents of chunks, a JSON array in each, by the index of the first.</summary>
    public const string ChunkField = "c";

    /// <summary>The hash field that holds the index of a reply's next chunk.</summary>
    public const string NextField = "next";

    /// <summary>The hash field that a reply has once it has ended.</summary>
    public const string EndedField = "ended";

    /// <summary>The stream entry's field.</summary>
    public const string BatchField = "events";

    /// <summary>
    /// KEYS: stream, sequence, reply, silence. ARGV: channel, capacity, retention (ms), sequence retention (ms), mode, expected index, how
    /// many events, the events (<see cref="EventBatch"/>), the contents of chunks. The entry's id is the number of its last event; it is
    /// published with that number in front. Keys live for the retention from their last write, less a tenth at most: a time to live that is
    /// nearly whole is not written again. Returns whether it appended, the next chunk index, and the last sequence number.
    /// </summary>
    public const string Text =
        SequenceScript.Take
        + """
            local mode, count, index = ARGV[5], tonumber(ARGV[7]), 0
            local silence = redis.call('GET', KEYS[4])
            local isOver = silence and string.sub(silence, 1, 1) == '!'
            if isOver or (silence and mode ~= 'events' and mode ~= 'once' and mode ~= 'last' and mode ~= 'resume') then
              return {0, 0, tonumber(redis.call('GET', KEYS[2]) or '0')}
            end
            if mode == 'chunks' or mode == 'final' or mode == 'once' then
              local state = redis.call('HMGET', KEYS[3], 'next', 'ended')
              index = tonumber(state[1] or '0')
              if state[2] or (mode == 'chunks' and index ~= tonumber(ARGV[6])) then
                return {0, index, tonumber(redis.call('GET', KEYS[2]) or '0')}
              end
            end
            local last = take(KEYS[2], count, ARGV[4])
            local number = string.format('%.0f', last)
            local oldest = math.max(0, last - tonumber(ARGV[2]))
            local trim, bound = 'MINID', string.format('%.0f', oldest)
            if last > 1e15 then
              -- Numbers went on with the clock's: what stands before that leap is not as old as its number says.
              local before = redis.call('XREVRANGE', KEYS[1], bound, '-', 'COUNT', 1)[1]
              if before and tonumber(string.match(before[1], '%d+')) < oldest - 1e6 then
                trim, bound = 'MAXLEN', ARGV[2]
              end
            end
            redis.call('XADD', KEYS[1], trim, '~', bound, number .. '-0', 'events', ARGV[8])
            if redis.call('PTTL', KEYS[1]) < 0.9 * ARGV[3] then
              redis.call('PEXPIRE', KEYS[1], ARGV[3])
              redis.call('PEXPIRE', KEYS[2], ARGV[4])
            end
            if mode == 'chunks' then
              redis.call('HSET', KEYS[3], 'next', index + count, 'c' .. ARGV[6], ARGV[9])
              if index == 0 then redis.call('PEXPIRE', KEYS[3], ARGV[3]) end
              index = index + count
            elseif mode == 'claim' then
              redis.call('SET', KEYS[4], number, 'PX', ARGV[4])
            elseif mode == 'last' then
              redis.call('SET', KEYS[4], '!' .. number, 'PX', ARGV[4])
            elseif mode == 'resume' then
              redis.call('DEL', KEYS[4])
            elseif mode == 'final' or mode == 'once' then
              redis.call('HSET', KEYS[3], 'next', index, 'ended', '1')
              redis.call('PEXPIRE', KEYS[3], ARGV[3])
            end
            redis.call('PUBLISH', ARGV[1], number .. ' ' .. ARGV[8])
            return {1, index, last}
            """;

    /// <summary>The name under which Redis knows the script once it has run.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Redis names scripts by their SHA-1; nothing secret depends on it.")]
    public static readonly byte[] Hash = SHA1.HashData(Encoding.UTF8.GetBytes(Text));
}
