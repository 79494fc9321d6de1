using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Services.Contracts.Events;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using StackExchange.Redis;
using Switchboard.Testing;

namespace Services.Conversations.Tests;

/// <summary>A real server that refuses for reasons of its own: what is appended meanwhile meets an outage, and is appended later.</summary>
public sealed class RedisRefusalTests(RedisFixture server) : IClassFixture<RedisFixture>, IAsyncDisposable
{
    private readonly SessionId _session = SessionId.New();
    private ConnectionMultiplexer? _connection;

    public static TheoryData<string, string> Refusals =>
        new()
        {
            { "config set maxmemory 1", "config set maxmemory 0" },
            { "replicaof 127.0.0.1 1", "replicaof no one" },
            { "config set min-replicas-to-write 1", "config set min-replicas-to-write 0" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Append_ServerTakesNoWrites_IsAnOutageAndWritesNothing(string begin, string end)
    {
        var log = await LogAsync();
        await log.AppendAsync(_session, [Event()], CancellationToken.None);
        await ExecuteAsync(begin);
        try
        {
            await Assert.ThrowsAsync<EventLogUnavailableException>(() => log.AppendAsync(_session, [Event()], CancellationToken.None));
        }
        finally
        {
            await ExecuteAsync(end);
        }

        Assert.Equal(2, await AppendOnceItIsOverAsync(log) - await FirstAsync(log) + 1);
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private async Task<RedisSessionEventLog> LogAsync()
    {
        _connection = await ConnectionMultiplexer.ConnectAsync($"{server.RedisConnectionString},allowAdmin=true");
        return new RedisSessionEventLog(
            _connection,
            Options.Create(new SessionEventLogOptions()),
            TimeProvider.System,
            NullLoggerFactory.Instance
        );
    }

    /// <summary>The client itself may still believe that the server is a replica.</summary>
    private async Task<long> AppendOnceItIsOverAsync(RedisSessionEventLog log)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            try
            {
                return await log.AppendAsync(_session, [Event()], patience.Token);
            }
            catch (EventLogUnavailableException)
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }

    private async Task<long> FirstAsync(RedisSessionEventLog log) => (await log.ReadAsync(_session, 0, 10, CancellationToken.None))[0].Seq;

    private async Task ExecuteAsync(string command)
    {
        var words = command.Split(' ');
        await _connection!.GetDatabase().ExecuteAsync(words[0], [.. words.Skip(1)], CommandFlags.NoRedirect);
    }

    private AssistantThinking Event() =>
        new AssistantThinking
        {
            SessionId = _session,
            Timestamp = 1,
            Stage = ThinkingStages.Agent,
        };
}
