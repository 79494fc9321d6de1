using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace Services.Conversations.Tests;

/// <summary>Databases of several ages are brought up to date.</summary>
public sealed class MigrationTests(StoresHost stores)
{
    private static readonly int Migrations = ConversationsRegistration
        .MigrationAssembly.GetManifestResourceNames()
        .Count(name => name.StartsWith(ConversationsRegistration.MigrationPrefix + "V", StringComparison.Ordinal));

    [Fact]
    public async Task Start_OnAnEmptyDatabaseFromSeveralHostsAtOnce_MigratesOnce()
    {
        var database = await stores.CreateDatabaseAsync();

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => MigrateAsync(database)));

        Assert.Equal(Migrations, await CountAsync(database, "select count(*) from conversations.changelog where name like 'V%'"));
    }

    [Fact]
    public async Task Start_OnADatabaseWithTheFormerRecord_KeepsItsDataAndRunsNothingAgain()
    {
        var database = await stores.CreateDatabaseAsync();
        await MigrateAsync(database);
        // As it was when the platform kept the record itself.
        await ExecuteAsync(
            database,
            """
            drop table conversations.staff_approvals, conversations.changelog, conversations.tool_calls, conversations.turn_ends,
                conversations.handovers, conversations.members, conversations.vault, conversations.vault_keys,
                conversations.erasure_steps, conversations.erasures;
            drop index conversations.sessions_ended;
            alter table conversations.sessions drop column responder, drop column responder_id, drop column responder_name,
                drop column responder_since;
            alter table conversations.messages drop column author_name, drop column author_role, drop column log_seq;
            alter table conversations.approvals drop column asked_seq, drop column staff_amount;
            create schema orchestrator;
            alter table conversations.approvals set schema orchestrator;
            drop index orchestrator.approvals_by_session;
            insert into orchestrator.approvals
                (approval_id, session_id, turn_id, user_id, agent, call, statement, transcript, created_at, expires_at)
            values (gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'u', 'order', '{}', 's', '[]', now(), now());
            create table conversations.migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now());
            insert into conversations.migrations (name, checksum)
            values ('0001_conversations', 'a'), ('0002_rooms_and_policies', 'b'), ('0003_client_ids_of_users', 'c');
            insert into conversations.sessions (id, topic, owner_id, created_at, last_activity_at) values (gen_random_uuid(), 't', 'o', now(), now());
            """
        );

        await MigrateAsync(database);

        Assert.Equal(1, await CountAsync(database, "select count(*) from conversations.sessions"));
        Assert.Equal(1, await CountAsync(database, "select count(*) from conversations.approvals where status = 'pending'"));
        Assert.Equal(Migrations, await CountAsync(database, "select count(*) from conversations.changelog where name like 'V%'"));
    }

    [Fact]
    public async Task Start_OnSessionsThatWereNamedAfterWhatWasTyped_LeavesThemToTheRecord()
    {
        var database = await stores.CreateDatabaseAsync();
        await MigrateAsync(database);
        await ExecuteAsync(
            database,
            """
            delete from conversations.changelog where name >= 'V0008' and name like 'V%';
            drop index conversations.sessions_ended;
            drop table conversations.staff_approvals;
            alter table conversations.vault_keys drop column wrapped_with;
            alter table conversations.approvals drop column staff_amount;
            alter table conversations.messages drop column log_seq;
            insert into conversations.sessions (id, topic, owner_id, room, created_at, last_activity_at)
            select gen_random_uuid(), topic, 'o', room, now(), now() from (values
                ('My SSN is 078-05-1120', null), ('write to ada@example.org', null), ('Where is my lamp…', null),
                ('A question about deliveries', null), ('room 1234567', 'room 1234567')) as old (topic, room);
            insert into conversations.messages (id, session_id, ordinal, role, turn_id, content, status, created_at)
            select gen_random_uuid(), id, 1, 'user', gen_random_uuid(),
                case when topic like 'Where%' then 'Where is my lamp that I bought?' else 'Something else' end, 'answered', now()
            from conversations.sessions
            """
        );

        await MigrateAsync(database);

        Assert.Equal(3, await CountAsync(database, "select count(*) from conversations.sessions where topic = ''"));
        Assert.Equal(
            2,
            await CountAsync(
                database,
                "select count(*) from conversations.sessions where topic in ('A question about deliveries', 'room 1234567')"
            )
        );
    }

    [Fact]
    public async Task Start_AsTheOwnerOnADatabaseThatWasTheSuperusers_GoesOnAndGrants()
    {
        var database = await stores.CreateDatabaseAsync();
        await MigrateAsync(database);
        await ExecuteAsync(
            database,
            """
            insert into conversations.sessions (id, topic, owner_id, created_at, last_activity_at) values (gen_random_uuid(), 't', 'o', now(), now())
            """
        );

        await stores.Servers.PrepareAsync(database, TestContext.Current.CancellationToken);
        await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => MigrateAsync(database, stores.Servers.DatabaseSettings("gateway", database)))
        );

        var gateway = stores.Servers.RoleConnectionString("switchboard_gateway", database);
        Assert.Equal(1, await CountAsync(gateway, "select count(*) from conversations.sessions"));
        await ExecuteAsync(
            stores.Servers.RoleConnectionString("switchboard_owner", database),
            "alter table conversations.sessions add column another text"
        );
        Assert.Equal(
            0,
            await CountAsync(
                database,
                "select count(*) from pg_tables where schemaname = 'conversations' and tableowner <> 'switchboard_owner'"
            )
        );
    }

    [Fact]
    public async Task Start_AsARoleThatOwnsNothing_FindsNothingToDo()
    {
        var database = await stores.CreateDatabaseAsync();
        await MigrateAsync(database, stores.Servers.DatabaseSettings("gateway", database));

        await MigrateAsync(stores.Servers.RoleConnectionString("switchboard_gateway", database));
    }

    internal static async Task MigrateAsync(string database, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("ConnectionStrings:switchboard", (string?)database)]);
        builder.Configuration.AddInMemoryCollection(settings ?? new Dictionary<string, string?>());
        builder.AddPlatformDatabase("switchboard");
        builder.AddNpgsqlMigrations(
            ConversationsRegistration.Schema,
            ConversationsRegistration.MigrationAssembly,
            ConversationsRegistration.MigrationPrefix
        );
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<long> CountAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
