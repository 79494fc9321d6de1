using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Services.Contracts.Access;
using Services.Contracts.Ids;
using Services.Contracts.Topology;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using StackExchange.Redis;
using Switchboard.Testing;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Feeds;

/// <summary>The log has lost what a client has not had; by then there are more events in it than the client knows of.</summary>
public sealed class SessionGapTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const int Had = 5;
    private const int All = 20;

    private readonly Caller _customer = GatewayHost.NewCustomer();

    [Fact]
    public async Task Join_AfterANumberFromBeforeTheLoss_IsToldAndGetsWhatIsThere()
    {
        var session = await LostAsync();
        var late = await ConnectAsync(_customer);

        await late.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = Had });

        await AssertToldAsync(late, session);
    }

    [Fact]
    public async Task Loss_WhileAClientIsLive_IsToldWhereTheEventsAreMissing()
    {
        var owner = await ConnectAsync(_customer);
        var session = await CreateSessionAsync(owner);
        await AppendAsync(session, 0, Had);
        await owner.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == Had - 1);

        await LoseAsync(session);
        await AppendAsync(session, Had, All);

        await AssertToldAsync(owner, session);
        string[] names = [.. owner.Events.Select(static e => e.Name).Where(static name => name is "message:chunk" or "session:gap")];
        Assert.Equal(Had, Array.IndexOf(names, "session:gap"));
    }

    [Fact]
    public async Task Recovery_OfAClientFromBeforeTheLoss_IsANewSocket()
    {
        await using var proxy = new TcpProxy(Gateway.Address.Port);
        var options = new
        {
            reconnection = true,
            reconnectionDelay = 20,
            reconnectionDelayMax = 100,
        };
        var socket = await Fixture
            .Clients.Open(new Uri($"http://127.0.0.1:{proxy.Port}"), new { token = GatewayHost.TokenFor(_customer) }, options: options)
            .ConnectedAsync();
        var session = await CreateSessionAsync(socket);
        await AppendAsync(session, 0, Had);
        await socket.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == Had - 1);

        proxy.Cut();
        await LoseAsync(session);
        await AppendAsync(session, Had, All);
        proxy.Mend();

        await socket.WaitForAsync("connect", _ => socket.Events.Count(static e => e.Name == "connect") == 2);
        Assert.False(socket.Events.Last(static e => e.Name == "connect").Argument.GetProperty("recovered").GetBoolean());
    }

    [Fact]
    public async Task Join_AfterANumberThatWasTrimmed_IsToldHowFar()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Conversations:EventLog:Capacity=100");
        var owner = await Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(_customer) }).ConnectedAsync();
        var session = await CreateSessionAsync(owner);
        await AppendAsync(session, 0, 1_000, log: gateway.Log);
        var late = await ConnectAsync(_customer);

        await late.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = 10 });

        await late.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == 999);
        var gap = await late.WaitForAsync("session:gap");
        Assert.Equal(10, gap.GetProperty("after").GetInt64());
        Assert.Equal(gap.GetProperty("from").GetInt64() + 1, (await late.WaitForAsync("message:chunk")).GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task Join_AfterTheNewest_IsToldOfNoGap()
    {
        var owner = await ConnectAsync(_customer);
        var session = await CreateSessionAsync(owner);
        await AppendAsync(session, 0, Had);
        var late = await ConnectAsync(_customer);

        await late.AskAsync("session:join", new { sessionId = session.ToString(), afterSeq = Had });
        await AppendAsync(session, Had, All);

        await late.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == All - 1);
        await owner.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == All - 1);
        Assert.DoesNotContain(late.Events.Concat(owner.Events), static e => e.Name == "session:gap");
    }

    [Fact]
    public async Task Events_OverServerSentEvents_TellOfTheGapWithItsNumber()
    {
        var session = await LostAsync();
        using var http = Gateway.HttpFor(_customer);
        http.DefaultRequestHeaders.Add("Last-Event-ID", $"{Had}");

        using var stream = new StreamReader(await http.GetStreamAsync($"/sessions/{session}/events"));
        string[] lines =
        [
            await LineAsync(stream),
            await LineAsync(stream),
            await LineAsync(stream),
            await LineAsync(stream),
            await LineAsync(stream),
        ];

        using var gap = JsonDocument.Parse(lines[2]["data: ".Length..]);
        Assert.Equal("event: session:gap", lines[1]);
        Assert.Equal($"id: {gap.RootElement.GetProperty("from").GetInt64()}", lines[0]);
        Assert.Equal($"id: {gap.RootElement.GetProperty("from").GetInt64() + 1}", lines[4]);
    }

    [Fact]
    public async Task Room_AfterANumberFromBeforeTheLoss_IsTold()
    {
        var session = await LostAsync();

        using var room = await Gateway.EnterAsync(_customer, session.ToString(), $"?after={Had}&stream=true");

        var gap = await room.WaitForAsync("session_gap");
        Assert.Equal(gap.GetProperty("seq").GetInt64() + 1, (await room.WaitForAsync("ai_chunk")).GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task Room_AfterTheLargestNumber_GetsWhatIsThere()
    {
        var owner = await ConnectAsync(_customer);
        var session = await CreateSessionAsync(owner);
        await AppendAsync(session, 0, Had);

        using var room = await Gateway.EnterAsync(_customer, session.ToString(), $"?after={long.MaxValue}&stream=true");

        Assert.Equal(0, (await room.WaitForAsync("session_gap")).GetProperty("seq").GetInt64());
        Assert.Equal(1, (await room.WaitForAsync("ai_chunk")).GetProperty("seq").GetInt64());
    }

    private static int IndexOf(JsonElement chunk) => chunk.GetProperty("chunkIndex").GetInt32();

    private static async Task<string> LineAsync(StreamReader stream) => (await stream.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(15)))!;

    private static async Task AssertToldAsync(OfficialSocket socket, SessionId session)
    {
        await socket.WaitForAsync("message:chunk", chunk => IndexOf(chunk) == All - 1);
        var gap = await socket.WaitForAsync("session:gap");
        Assert.Equal(session.ToString(), gap.GetProperty("sessionId").GetString());
        Assert.Equal(Had, gap.GetProperty("after").GetInt64());
        var after = socket
            .Events.Where(static e => e.Name == "message:chunk")
            .Select(static e => e.Argument)
            .Where(static chunk => IndexOf(chunk) >= Had)
            .ToList();
        Assert.Equal(Enumerable.Range(Had, All - Had), after.Select(IndexOf));
        Assert.Equal(gap.GetProperty("from").GetInt64() + 1, after[0].GetProperty("seq").GetInt64());
    }

    /// <summary>A session whose log has forgotten its beginning.</summary>
    private async Task<SessionId> LostAsync()
    {
        var owner = await ConnectAsync(_customer);
        var session = await CreateSessionAsync(owner);
        await AppendAsync(session, 0, Had);
        await LoseAsync(session);
        await AppendAsync(session, Had, All);
        return session;
    }

    /// <summary>Redis forgets the session's events and numbers, as if it had come back empty.</summary>
    private Task<long> LoseAsync(SessionId session) =>
        Gateway
            .Services.GetRequiredService<IConnectionMultiplexer>()
            .GetDatabase()
            .KeyDeleteAsync([RedisKeys.Events(session), RedisKeys.Sequence(session)]);
}
