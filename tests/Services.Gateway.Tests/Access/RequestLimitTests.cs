using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Dialects.RoomSockets;
using Services.Gateway.Requests;
using Services.Gateway.Tests.Dialects;
using Services.Gateway.Tests.Hosting;
using Switchboard.Testing.OfficialClient;

namespace Services.Gateway.Tests.Access;

/// <summary>Every command and every endpoint counts: those that come later are tried too.</summary>
public sealed class RequestLimitTests(GatewayFixture fixture) : GatewayTest(fixture)
{
    private const string OfUser = "Gateway:RateLimits:RequestsPerMinute=1";
    private const string OfAddress = "Gateway:RateLimits:RequestsPerMinuteOfAddress=1";

    private static readonly string[] OfKinds =
    [
        "Gateway:RateLimits:MembershipsPerMinute=1",
        "Gateway:RateLimits:ControlsPerMinute=1",
        "Gateway:RateLimits:ReadingsPerMinute=1",
    ];

    [Fact]
    public async Task Command_Each_CountsAmongTheRequestsOfItsUser()
    {
        await using var gateway = await Fixture.StartGatewayAsync(OfUser);

        foreach (var command in gateway.Services.GetRequiredService<SocketCommands>().Kinds.Keys.Append("no such event"))
        {
            var socket = await ConnectAsync(gateway);
            var first = await socket.AskAsync(command, new { });

            AssertAnswered(first, command);
            AssertRefused(await socket.AskAsync(command, new { }), command);
        }
    }

    [Fact]
    public async Task Command_Each_CountsAmongTheRequestsOfItsAddress()
    {
        await using var gateway = await Fixture.StartGatewayAsync(OfAddress);

        foreach (var command in gateway.Services.GetRequiredService<SocketCommands>().Kinds.Keys)
        {
            var (one, other) = (await ConnectAsync(gateway), await ConnectAsync(gateway));
            await one.AskAsync(command, new { });

            AssertRefused(await other.AskAsync(command, new { }), command);
        }
    }

    [Fact]
    public async Task Command_OfAKindThatIsCounted_IsCountedOverAllGateways()
    {
        await using var here = await Fixture.StartGatewayAsync(OfKinds);
        await using var there = await Fixture.StartGatewayAsync(OfKinds);
        var counted = here
            .Services.GetRequiredService<SocketCommands>()
            .Kinds.Where(command => command.Value is RequestKind.Membership or RequestKind.Control)
            .Select(command => command.Key)
            .ToList();

        Assert.Superset(
            new HashSet<string> { "session:join", "session:leave", "session:end", "message:cancel", "approval:respond", "join_room" },
            counted.ToHashSet()
        );
        foreach (var command in counted)
        {
            var customer = GatewayHost.NewCustomer();
            var (one, other) = (await ConnectAsync(here, customer), await ConnectAsync(there, customer));

            AssertAnswered(await one.AskAsync(command, new { }), command);
            AssertRefused(await other.AskAsync(command, new { }), command);
        }
    }

    [Fact]
    public async Task Join_WithAReplay_CountsAmongTheReplays()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:RateLimits:ReplaysPerMinute=2");
        var socket = await ConnectAsync(gateway);
        var session = (await CreateSessionAsync(socket)).ToString();
        var answers = new List<JsonElement>();

        for (var i = 0; i < 40; i++)
        {
            await socket.AskAsync("session:leave", new { sessionId = session });
            answers.Add(await socket.AskAsync("session:join", new { sessionId = session, afterSeq = 0 }));
        }

        Assert.Equal(2, answers.Count(answer => !answer.TryGetProperty("error", out _)));
        AssertRefused(answers[^1], "session:join");
        Assert.False((await socket.AskAsync("session:join", new { sessionId = session })).TryGetProperty("error", out _));
    }

    [Theory]
    [InlineData("approval:respond", 1_500)]
    [InlineData("message:cancel", 300)]
    public async Task Flood_OfWhatBecomesAMessageToTheWorkers_IsStopped(string command, int count)
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:RateLimits:RequestsPerMinuteOfAddress=0");
        var socket = await ConnectAsync(gateway);
        var session = (await CreateSessionAsync(socket)).ToString();
        var content = new
        {
            sessionId = session,
            approvalId = Guid.NewGuid(),
            approved = true,
        };

        var answers = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => socket.AskAsync(command, content)));

        Assert.InRange(answers.Count(answer => !IsLimited(answer)), 1, new RateLimitOptions().ControlsPerMinute);
    }

    [Fact]
    public async Task Frame_Each_CountsAmongTheRequestsOfItsUser()
    {
        await using var gateway = await Fixture.StartGatewayAsync(OfUser);

        foreach (var type in RoomSocketCommands.Kinds.Keys.Append("no such type"))
        {
            using var room = await gateway.EnterAsync(GatewayHost.NewCustomer(), $"limit-{Guid.NewGuid():N}");
            await room.SendAsync(new { type });
            await room.SendAsync(new { type });
            JsonElement error;
            do
            {
                error = await room.WaitForAsync("error");
            } while (error.GetProperty("code").GetString() != "RATE_LIMIT_EXCEEDED");

            Assert.True(error.GetProperty("retryAfterMs").GetInt64() > 0, type);
        }
    }

    [Fact]
    public void Endpoint_Each_SaysHowItCountsOrIsForEverybody()
    {
        var silent = Gateway
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Where(endpoint =>
                endpoint.Metadata.GetMetadata<RequestLimit>() is null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            );

        Assert.Empty(silent.Select(endpoint => endpoint.DisplayName));
    }

    [Fact]
    public async Task Endpoint_Each_CountsByAddress()
    {
        await using var gateway = await Fixture.StartGatewayAsync(OfAddress, "Gateway:RateLimits:HandshakesPerMinute=1");
        using var http = gateway.HttpFor(GatewayHost.NewOperator());

        // A request of Socket.IO that opens no connection does nothing.
        (HttpMethod, string)[] beside = [(HttpMethod.Get, "/"), (HttpMethod.Get, "/socket.io/?EIO=4&transport=polling")];
        var endpoints = EndpointRequests.Of(gateway).Where(request => !request.Path.StartsWith("/socket.io", StringComparison.Ordinal));
        foreach (var (method, path) in endpoints.Concat(beside))
        {
            await AssertLimitedAsync(http, method, path);
        }
    }

    [Fact]
    public async Task Endpoint_Each_CountsByUser()
    {
        await using var gateway = await Fixture.StartGatewayAsync([OfUser, "Gateway:RateLimits:ConnectionsPerMinute=1", .. OfKinds]);
        var forUsers = gateway
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null)
            .OfType<RouteEndpoint>()
            .Select(endpoint =>
                "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("{id}", Guid.Empty.ToString(), StringComparison.Ordinal)
            )
            .ToHashSet();

        foreach (var (method, path) in EndpointRequests.Of(gateway).Where(request => forUsers.Contains(request.Path.TrimEnd('/'))))
        {
            using var http = gateway.HttpFor(GatewayHost.NewOperator());
            await AssertLimitedAsync(http, method, path);
        }
    }

    [Fact]
    public async Task Message_OverHttpPastItsLimit_SaysWhenToTryAgain()
    {
        await using var gateway = await Fixture.StartGatewayAsync("Gateway:RateLimits:MessagesPerMinute=1");
        var customer = GatewayHost.NewCustomer();
        var session = await CreateSessionAsync(await ConnectAsync(gateway, customer));
        using var http = gateway.HttpFor(customer);

        await http.PostAsJsonAsync($"/sessions/{session}/messages", new { content = "One" }, TestContext.Current.CancellationToken);
        using var refused = await http.PostAsJsonAsync(
            $"/sessions/{session}/messages",
            new { content = "Two" },
            TestContext.Current.CancellationToken
        );

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    /// <summary>Within a few requests one is refused, with the time that waiting takes.</summary>
    private static async Task AssertLimitedAsync(HttpClient http, HttpMethod method, string path)
    {
        List<HttpStatusCode> seen = [];
        for (var i = 0; i < 4; i++)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Content = method == HttpMethod.Get ? null : new StringContent("{}", Encoding.UTF8, "application/json");
            using var response = await http.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                TestContext.Current.CancellationToken
            );
            seen.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests && response.Headers.RetryAfter?.Delta > TimeSpan.Zero)
            {
                return;
            }
        }

        Assert.Fail($"{method} {path}: {string.Join(", ", seen)}");
    }

    private Task<OfficialSocket> ConnectAsync(GatewayHost gateway, Contracts.Access.Caller? caller = null) =>
        Fixture.Clients.Open(gateway.Address, new { token = GatewayHost.TokenFor(caller ?? GatewayHost.NewCustomer()) }).ConnectedAsync();

    private static bool IsLimited(JsonElement answer) =>
        answer.TryGetProperty("error", out var error) && error.GetProperty("code").GetString() == "RATE_LIMIT_EXCEEDED";

    private static void AssertAnswered(JsonElement answer, string command) => Assert.False(IsLimited(answer), $"{command}: {answer}");

    private static void AssertRefused(JsonElement answer, string command)
    {
        Assert.True(IsLimited(answer), $"{command}: {answer}");
        Assert.True(answer.GetProperty("error").GetProperty("retryAfterMs").GetInt64() > 0, command);
    }
}
