using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Services.Contracts.Ids;
using Services.Conversations.EventLog;
using StackExchange.Redis;
using Switchboard.Testing;

namespace Services.Conversations.Tests;

/// <summary>What becomes of a log's first number when Redis does not take it.</summary>
public sealed class LogBeginningsTests : IDisposable
{
    private readonly StoresHost _host;
    private readonly LogLines _lines = new(LogLevel.Warning);
    private readonly ILoggerFactory _loggers;
    private readonly ConcurrentQueue<string?> _counted = new();
    private readonly MeterListener _meters = new();

    public LogBeginningsTests(StoresHost host)
    {
        _host = host;
        _loggers = LoggerFactory.Create(logging => logging.AddProvider(_lines));
        _meters.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == EventLogTelemetry.NotBegunName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _meters.SetMeasurementEventCallback<long>((_, _, tags, _) => _counted.Enqueue((string?)tags[0].Value));
        _meters.Start();
    }

    public void Dispose()
    {
        _meters.Dispose();
        _loggers.Dispose();
        _lines.Dispose();
    }

    [Fact]
    public async Task Begin_NoConnection_IsLoggedAndCounted()
    {
        await using var line = Line();
        await using var redis = await ConnectAsync(options => Through(line, options));
        line.Cut();
        var session = SessionId.New();

        await using (var log = Log(redis))
        {
            log.Begin(session);
        }

        Assert.Contains(session.ToString(), Assert.Single(_lines.Lines));
        Assert.Equal([nameof(RedisConnectionException)], _counted);
    }

    [Fact]
    public async Task Begin_RefusedByTheServer_IsLoggedAndCounted()
    {
        var (user, password) = ($"reader-{Guid.NewGuid():N}", $"{Guid.NewGuid():N}");
        await _host.Redis.GetDatabase().ExecuteAsync("ACL", "SETUSER", user, "on", ">" + password, "~*", "&*", "+@all", "-set");
        await using var redis = await ConnectAsync(options => (options.User, options.Password) = (user, password));
        var session = SessionId.New();

        await using (var log = Log(redis))
        {
            log.Begin(session);
        }

        Assert.Contains(session.ToString(), Assert.Single(_lines.Lines));
        Assert.Equal([nameof(RedisServerException)], _counted);
    }

    [Fact]
    public async Task Begin_MoreThanMayBeUnderWay_RefusesTheRestAtOnce()
    {
        await using var line = Line();
        await using var redis = await ConnectAsync(options =>
        {
            Through(line, options);
            options.AsyncTimeout = 2_000;
        });
        line.Silence();

        await using (var log = Log(redis))
        {
            for (var i = 0; i <= LogBeginnings.MaxUnderWay; i++)
            {
                log.Begin(SessionId.New());
            }

            Assert.Equal([nameof(EventLogUnavailableException)], _counted);
        }

        Assert.Equal(LogBeginnings.MaxUnderWay + 1, _counted.Count);
        Assert.Equal(LogBeginnings.MaxUnderWay + 1, _lines.Lines.Count);
    }

    private static void Through(TcpProxy line, ConfigurationOptions options)
    {
        options.EndPoints.Clear();
        options.EndPoints.Add("127.0.0.1", line.Port);
    }

    private TcpProxy Line() =>
        new(
            ConfigurationOptions.Parse(_host.RedisConnectionString).EndPoints[0] switch
            {
                DnsEndPoint dns => dns.Port,
                var address => ((IPEndPoint)address).Port,
            }
        );

    private Task<ConnectionMultiplexer> ConnectAsync(Action<ConfigurationOptions> configure)
    {
        var options = ConfigurationOptions.Parse(_host.RedisConnectionString);
        options.BacklogPolicy = BacklogPolicy.FailFast;
        configure(options);
        return ConnectionMultiplexer.ConnectAsync(options);
    }

    private RedisSessionEventLog Log(IConnectionMultiplexer redis) =>
        new(redis, Options.Create(new SessionEventLogOptions()), TimeProvider.System, _loggers);
}
