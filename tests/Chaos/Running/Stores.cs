using System.Globalization;
using Chaos.Audit;
using Chaos.Clients;
using Chaos.Faults;
using Npgsql;
using StackExchange.Redis;

namespace Chaos.Running;

/// <summary>Reads afterwards what the stores hold of a conversation.</summary>
internal sealed class Stores(PlatformUnderFire platform, Shop shop, ConnectionMultiplexer redis)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan LogPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    /// <summary>Everything, once all that was begun has ended or the longest wait is over; null if the session was never made.</summary>
    public async Task<SessionRecord?> ReadAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        if (await SessionIdAsync(conversation.Wire.SessionId, cancellationToken) is not { } id)
        {
            return null;
        }

        var since = TimeProvider.System.GetTimestamp();
        IReadOnlyList<string> unfinished;
        IReadOnlyList<Seen> log;
        while (true)
        {
            unfinished = await UnfinishedAsync(id, cancellationToken);
            log = await ReadLogAsync(id, conversation.Customer.Token, cancellationToken);
            var waits =
                unfinished.Count > 0 || conversation.Accepted.Any(a => !log.Any(seen => seen.IsEnding && seen.MessageId == a.ReplyId));
            if (!waits || TimeProvider.System.GetElapsedTime(since) > Patience)
            {
                break;
            }

            await Task.Delay(Interval, cancellationToken);
        }

        // What has just been appended is on its way.
        var last = log.Where(seen => seen.IsEnding).Max(seen => seen.Seq) ?? 0;
        await conversation.Wire.Seen.FindAsync(seen => seen.Seq >= last, LogPatience, cancellationToken);
        var wishes = new List<Wish>();
        foreach (var wish in conversation.Wishes)
        {
            wishes.Add(wish with { Times = await shop.TimesAsync(wish, cancellationToken) });
        }

        return new SessionRecord(id)
        {
            Views = [conversation.Wire.View],
            Accepted = conversation.Accepted,
            Wishes = wishes,
            Log = log,
            Messages = await MessagesAsync(id, cancellationToken),
            Executions = await shop.ExecutionsAsync([.. wishes.Select(wish => wish.Subject)], cancellationToken),
            UnfinishedTurns = unfinished,
        };
    }

    /// <summary>Sizes in KiB: of the conversations' tables each, of other schemas together.</summary>
    public async Task<IReadOnlyDictionary<string, long>> TablesAsync(CancellationToken cancellationToken)
    {
        await using var command = platform.Database.CreateCommand(
            """
            select schemaname || '.' || relname, (pg_total_relation_size(relid) / 1024)::bigint from pg_stat_user_tables
            where schemaname in ('conversations', 'orchestrator', 'agents', 'evals') and pg_total_relation_size(relid) > 65536 order by 1
            """
        );
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sizes = new Dictionary<string, long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            sizes[reader.GetString(0)] = reader.GetInt64(1);
        }

        return sizes;
    }

    private async Task<string?> SessionIdAsync(string idOrRoom, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(idOrRoom, CultureInfo.InvariantCulture, out _))
        {
            return idOrRoom;
        }

        await using var command = platform.Database.CreateCommand("select id from conversations.sessions where room = $1");
        command.Parameters.Add(new() { Value = idOrRoom });
        return await command.ExecuteScalarAsync(cancellationToken) is Guid id ? id.ToString() : null;
    }

    private async Task<IReadOnlyList<string>> UnfinishedAsync(string session, CancellationToken cancellationToken)
    {
        await using var command = platform.Database.CreateCommand(
            "select turn_id from orchestrator.turns where session_id = $1 and state <> 'finished'"
        );
        command.Parameters.Add(new() { Value = Guid.Parse(session) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var turns = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            turns.Add(reader.GetGuid(0).ToString());
        }

        return turns;
    }

    private async Task<IReadOnlyList<StoredMessage>> MessagesAsync(string session, CancellationToken cancellationToken)
    {
        await using var command = platform.Database.CreateCommand(
            """
            select id, ordinal, role, turn_id, client_message_id, content, status from conversations.messages
            where session_id = $1 order by ordinal
            """
        );
        command.Parameters.Add(new() { Value = Guid.Parse(session) });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var messages = new List<StoredMessage>();
        while (await reader.ReadAsync(cancellationToken))
        {
            messages.Add(
                new StoredMessage(
                    reader.GetGuid(0).ToString(),
                    reader.GetInt64(1),
                    reader.GetString(2),
                    reader.GetGuid(3).ToString(),
                    reader.IsDBNull(4) ? null : reader.GetString(4),
                    reader.GetString(5),
                    reader.GetString(6)
                )
            );
        }

        return messages;
    }

    /// <summary>As a client reads it that comes afterwards.</summary>
    private async Task<IReadOnlyList<Seen>> ReadLogAsync(string session, string token, CancellationToken cancellationToken)
    {
        var last = (long)await redis.GetDatabase().StringGetAsync($"session:{{{session}}}:seq");
        if (last == 0)
        {
            return [];
        }

        await using var reader = StreamWire.Open(platform.Gateway, token, session);
        await reader.Seen.FindAsync(seen => seen.Seq >= last, LogPatience, cancellationToken);
        return reader.Seen.All;
    }
}
