using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Services.Agents.Data;
using Services.Agents.Tools;
using Services.Agents.Tools.Calls;
using Services.Agents.Tools.Writes;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Conversations;
using Services.Conversations.Handovers;
using Services.Conversations.Record;
using Services.Conversations.Vault;
using Services.Retail;
using Switchboard.Testing;

namespace Services.Agents.Tests.Support;

/// <summary>A shop of a test's own: a database with the schema and what the test puts into it, and the tools on it.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private Shop(NpgsqlDataSource source)
    {
        Source = source;
        var stores = new ServiceCollection()
            .AddSingleton(source)
            .AddConversationRecord()
            .AddHandovers()
            .AddPersonalDataVault()
            .AddSingleton<IConfiguration>(
                new ConfigurationBuilder()
                    .AddInMemoryCollection([KeyValuePair.Create("Conversations:Vault:Key", (string?)new string('k', 32))])
                    .Build()
            )
            .BuildServiceProvider();
        Record = stores.GetRequiredService<IConversationRecord>();
        Archive = new RetailArchive(source, TimeProvider.System);
        Vault = stores.GetRequiredService<IPersonalDataVault>();
        Executor = new WriteExecutor(source, Record, stores.GetRequiredService<IHandoverStore>(), TimeProvider.System);
        ToolFactory = new ToolFactory(
            source,
            Executor,
            Vault,
            new ToolMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()),
            TimeProvider.System,
            Options.Create(new AgentToolOptions()),
            Options.Create(Staff),
            NullLogger<InstrumentedTool>.Instance
        );
    }

    public NpgsqlDataSource Source { get; }

    /// <summary>Which changes staff have to approve; may be set while the shop is used.</summary>
    public StaffApprovalOptions Staff { get; } = new();

    public IConversationRecord Record { get; }

    public IPersonalDataVault Vault { get; }

    public RetailArchive Archive { get; }

    public WriteExecutor Executor { get; }

    public ToolFactory ToolFactory { get; }

    /// <summary>A conversation of Ada's.</summary>
    public async Task<SessionId> BeginSessionAsync()
    {
        var session = SessionId.New();
        await using var command = Source.CreateCommand(
            "insert into conversations.sessions (id, topic, owner_id, created_at, last_activity_at) values ($1, 't', 'ada', now(), now())"
        );
        command.Parameters.Add(new() { Value = session.Value });
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return session;
    }

    /// <summary>An empty shop.</summary>
    public static async Task<Shop> EmptyAsync(PostgresFixture postgres)
    {
        var source = NpgsqlDataSource.Create(await postgres.CreateDatabaseAsync());
        var builder = new HostApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(source);
        builder.AddNpgsqlMigrations(
            ConversationsRegistration.Schema,
            ConversationsRegistration.MigrationAssembly,
            ConversationsRegistration.MigrationPrefix
        );
        builder.AddNpgsqlMigrations("agents", typeof(RetailArchive).Assembly, "Services.Agents.Data.Migrations.");
        using var host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
        return new Shop(source);
    }

    /// <summary>A shop with data.</summary>
    public static async Task<Shop> WithAsync(PostgresFixture postgres, RetailData data)
    {
        var shop = await EmptyAsync(postgres);
        await using var connection = await shop.Source.OpenConnectionAsync();
        await RetailArchive.WriteAsync(connection, data, _ => DateTimeOffset.UtcNow.AddDays(-10), CancellationToken.None);
        return shop;
    }

    /// <summary>A scope for the tools.</summary>
    public static ToolScope Scope(
        Caller caller,
        string? approvedCallId = null,
        string idempotencyScope = "turn-1",
        SessionId? session = null,
        TurnId? turn = null
    ) =>
        new()
        {
            Caller = caller,
            SessionId = session ?? SessionId.New(),
            TurnId = turn ?? TurnId.New(),
            IdempotencyScope = idempotencyScope,
            Answer = approvedCallId is null ? null : new ToolApproval { CallId = approvedCallId, Approved = true },
        };

    /// <summary>Calls a tool as the loop does, approved where it has to be; the result as the model reads it.</summary>
    public async Task<JsonElement> CallAsync(
        Caller caller,
        string tool,
        object arguments,
        string idempotencyScope = "turn-1",
        bool approved = true,
        SessionId? session = null,
        TurnId? turn = null
    )
    {
        const string CallId = "call-1";
        var function = ToolFactory.Create([tool], Scope(caller, approved ? CallId : null, idempotencyScope, session, turn)).Single();
        var call = new FunctionCallContent(CallId, tool, ToolArguments.FromJson(JsonSerializer.SerializeToElement(arguments)));
        var content = new ToolApprovalRequestContent("request", call);
        using var loop = new FunctionInvokingChatClient(new SilentChatClient());
        var response = await loop.GetResponseAsync(
            [new ChatMessage(ChatRole.Assistant, [content]), new ChatMessage(ChatRole.User, [content.CreateResponse(true)])],
            new ChatOptions { Tools = [function] }
        );
        return (JsonElement)response.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single().Result!;
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _services.DisposeAsync();
    }

    private sealed class SilentChatClient : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "")));

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages,
            ChatOptions? options = null,
            CancellationToken cancellationToken = default
        ) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose() { }
    }
}
