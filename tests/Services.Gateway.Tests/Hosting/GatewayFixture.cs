using System.Net;
using StackExchange.Redis;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Hosting;

/// <summary>The servers, a stand-in for the agents service, a gateway, and the official client, for all tests of the assembly.</summary>
public sealed class GatewayFixture : InfrastructureFixture
{
    internal FakeAgents Agents { get; private set; } = null!;

    internal GatewayHost Gateway { get; private set; } = null!;

    /// <summary>Answers the turns.</summary>
    public TestWorker Worker { get; private set; } = null!;

    public OfficialClients Clients { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Agents = await FakeAgents.StartAsync();
        Gateway = await StartGatewayAsync();
        Worker = TestWorker.Start(Gateway.Services);
        Clients = await OfficialClients.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await Clients.DisposeAsync();
        await Worker.DisposeAsync();
        await Gateway.DisposeAsync();
        await Agents.DisposeAsync();
        await base.DisposeAsync();
    }

    /// <summary>Another gateway on the same servers; settings as <c>Section:Key=value</c>.</summary>
    internal Task<GatewayHost> StartGatewayAsync(params string[] settings) => GatewayHost.StartAsync([.. ServerSettings, .. settings]);

    /// <summary>Another gateway on the same servers, in a process of its own.</summary>
    internal Task<GatewayProcess> StartProcessAsync(params string[] settings) =>
        GatewayProcess.StartAsync([.. ServerSettings, $"Auth:SigningKey={GatewayHost.SigningKey}", .. settings]);

    /// <summary>A line to Redis that can be cut, and the connection string that goes through it.</summary>
    internal TcpProxy ProxyToRedis(out string connectionString)
    {
        var options = ConfigurationOptions.Parse(RedisConnectionString);
        var line = new TcpProxy(options.EndPoints[0] is DnsEndPoint dns ? dns.Port : ((IPEndPoint)options.EndPoints[0]).Port);
        options.EndPoints.Clear();
        options.EndPoints.Add("127.0.0.1", line.Port);
        connectionString = options.ToString(includePassword: true);
        return line;
    }

    private string[] ServerSettings =>
        [
            $"ConnectionStrings:redis={RedisConnectionString}",
            $"ConnectionStrings:rabbitmq={RabbitMqConnectionString}",
            .. DatabaseSettings("gateway").Select(setting => $"{setting.Key}={setting.Value}"),
            "Conversations:Vault:Key=a-vault-key-for-tests-of-32-bytes",
            $"services:agents:http:0={Agents.Address}",
            "Dashboard:Url=http://127.0.0.1:18888",
            "Dashboard:BrowserToken=secret",
            "Messaging:PublishTimeout=00:00:02",
            "Gateway:RateLimits:HandshakesPerMinute=0",
            "Gateway:RateLimits:RequestsPerMinuteOfAddress=0",
        ];
}
