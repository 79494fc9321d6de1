using Npgsql;
using Services.Contracts.Ids;
using Services.Conversations.Sessions;
using Services.Screening.Pii;

namespace Services.Conversations.Vault;

/// <summary>The vault in the schema <c>conversations</c>. Thread safe.</summary>
internal sealed class NpgsqlPersonalDataVault(NpgsqlDataSource dataSource, VaultCipher cipher, TimeProvider time) : IPersonalDataVault
{
    /// <summary>Of a session; beyond it data are not kept, and their placeholders have no number.</summary>
    private const int MaxEntries = 1_000;

    public async Task<string> MaskAsync(SessionId session, string text, CancellationToken cancellationToken)
    {
        var found = PersonalDataFinder.Find(text);
        if (found.Count == 0)
        {
            return text;
        }

        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (key, known) = await OpenAsync(transaction, session, cancellationToken);
        var added = new List<(string Placeholder, byte[] Fingerprint, byte[] Sealed)>();
        var masked = PersonalDataFinder.Replace(text, found, PlaceholderOf);
        if (added.Count > 0)
        {
            await AddAsync(transaction, session, added, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return masked;

        string PlaceholderOf(string kind, string datum)
        {
            var fingerprint = VaultCipher.Fingerprint(key, kind, datum);
            var name = Convert.ToHexString(fingerprint);
            if (known.TryGetValue(name, out var placeholder))
            {
                return placeholder;
            }

            if (known.Count >= MaxEntries)
            {
                return $"[{kind}]";
            }

            placeholder = Placeholder.Of(kind, known.Values.Count(other => Placeholder.KindOf(other) == kind) + 1);
            known.Add(name, placeholder);
            added.Add((placeholder, fingerprint, VaultCipher.Seal(key, placeholder, datum)));
            return placeholder;
        }
    }

    public async Task<string> RestoreAsync(
        SessionId session,
        string text,
        IReadOnlyCollection<string> kinds,
        CancellationToken cancellationToken
    )
    {
        var wanted = Placeholder.In(text);
        wanted.RemoveWhere(placeholder => !kinds.Contains(Placeholder.KindOf(placeholder)));
        return Placeholder.Replace(text, await OriginalsAsync(session, wanted, cancellationToken));
    }

    public async Task<IReadOnlyList<string>> RestoreAllAsync(
        SessionId session,
        IReadOnlyList<string> texts,
        CancellationToken cancellationToken
    )
    {
        var wanted = texts.SelectMany(Placeholder.In).ToHashSet(StringComparer.Ordinal);
        var originals = await OriginalsAsync(session, wanted, cancellationToken);
        return originals.Count == 0 ? texts : [.. texts.Select(text => Placeholder.Replace(text, originals))];
    }

    public string MaskId(string id) => PersonalDataRedaction.StandsIn(id) ? cipher.Disguise(id) : id;

    /// <summary>The session's key, made if there is none, and its placeholders by fingerprint. Whoever else masks waits.</summary>
    private async Task<(byte[] Key, Dictionary<string, string> Known)> OpenAsync(
        NpgsqlTransaction transaction,
        SessionId session,
        CancellationToken cancellationToken
    )
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        batch.BatchCommands.Add(
            new(
                """
                insert into conversations.vault_keys (session_id, wrapped, created_at, wrapped_with)
                select id, $2, $3, $4 from conversations.sessions where id = $1 on conflict (session_id) do nothing
                """
            )
            {
                Parameters =
                {
                    new() { Value = session.Value },
                    new() { Value = cipher.NewKey(session) },
                    new() { Value = time.GetUtcNow() },
                    new() { Value = cipher.KeyName },
                },
            }
        );
        batch.BatchCommands.Add(
            new("select wrapped from conversations.vault_keys where session_id = $1 for update")
            {
                Parameters = { new() { Value = session.Value } },
            }
        );
        batch.BatchCommands.Add(
            new("select placeholder, fingerprint from conversations.vault where session_id = $1")
            {
                Parameters = { new() { Value = session.Value } },
            }
        );
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            throw new UnknownSessionException(session);
        }

        var key = cipher.Unwrap(session, reader.GetFieldValue<byte[]>(0));
        await reader.NextResultAsync(cancellationToken);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellationToken))
        {
            known.Add(Convert.ToHexString(reader.GetFieldValue<byte[]>(1)), reader.GetString(0));
        }

        return (key, known);
    }

    private async Task AddAsync(
        NpgsqlTransaction transaction,
        SessionId session,
        IReadOnlyList<(string Placeholder, byte[] Fingerprint, byte[] Sealed)> added,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            """
            insert into conversations.vault (session_id, placeholder, fingerprint, sealed, created_at)
            select $1, entry.placeholder, entry.fingerprint, entry.sealed, $5
            from unnest($2::text[], $3::bytea[], $4::bytea[]) as entry (placeholder, fingerprint, sealed)
            """,
            transaction.Connection,
            transaction
        );
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = added.Select(static entry => entry.Placeholder).ToArray() });
        command.Parameters.Add(new() { Value = added.Select(static entry => entry.Fingerprint).ToArray() });
        command.Parameters.Add(new() { Value = added.Select(static entry => entry.Sealed).ToArray() });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<Dictionary<string, string>> OriginalsAsync(
        SessionId session,
        HashSet<string> placeholders,
        CancellationToken cancellationToken
    )
    {
        var originals = new Dictionary<string, string>(StringComparer.Ordinal);
        if (placeholders.Count == 0)
        {
            return originals;
        }

        await using var command = dataSource.CreateCommand(
            """
            select placeholder, sealed, wrapped from conversations.vault join conversations.vault_keys using (session_id)
            where session_id = $1 and placeholder = any($2)
            """
        );
        command.Parameters.Add(new() { Value = session.Value });
        command.Parameters.Add(new() { Value = placeholders.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (placeholder, key) = (reader.GetString(0), cipher.Unwrap(session, reader.GetFieldValue<byte[]>(2)));
            originals.Add(placeholder, VaultCipher.Open(key, placeholder, reader.GetFieldValue<byte[]>(1)));
        }

        return originals;
    }
}
