using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Switchboard.Testing.Peers;

namespace ServiceDefaults.Tests;

/// <summary>Services that ask each other, with the keys that they have at the moment.</summary>
public sealed class PeerTests : IDisposable
{
    private static readonly string[] NoKeys = ["no key"];

    private readonly string _folder = Directory.CreateTempSubdirectory("switchboard-peers-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Client_SignedForTheService_IsAnswered()
    {
        await using var agents = await StartAgentsAsync(new(TestPeer.Accepted));

        Assert.Equal(HttpStatusCode.OK, await AskAsync(agents, new(TestPeer.Orchestrator.Settings), "agents"));
    }

    [Fact]
    public async Task Client_SignedForAnother_IsRefused()
    {
        await using var agents = await StartAgentsAsync(new(TestPeer.Accepted));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(agents, new(TestPeer.Orchestrator.Settings), "guardrails"));
    }

    [Fact]
    public async Task Client_InTheNameOfAnother_IsRefused()
    {
        await using var agents = await StartAgentsAsync(new(TestPeer.Accepted));

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(agents, new(TestPeer.Evals.Settings), "agents"));
    }

    [Fact]
    public async Task Keys_BothReplacedWhileAllRun_NothingIsRefusedAndTheOldOneGoes()
    {
        var key = Path.Combine(_folder, "key.json");
        var accepted = Path.Combine(_folder, "accepted.json");
        using var next = TestPeer.Orchestrator.Impostor();
        WriteKey(key, TestPeer.Orchestrator);
        WriteAccepted(accepted, TestPeer.Orchestrator);
        await using var agents = await StartAgentsAsync(new() { ["Peers:AcceptedFile"] = accepted });
        await using var orchestrator = await StartOrchestratorAsync(agents, new() { ["Peers:KeyFile"] = key }, "agents");

        WriteAccepted(accepted, TestPeer.Orchestrator, next);
        await EventuallyAsync(HttpStatusCode.OK, () => AskAsync(agents, next.TokenFor("agents")));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(orchestrator));
        WriteKey(key, next);
        WriteAccepted(accepted, next);

        await EventuallyAsync(HttpStatusCode.Unauthorized, () => AskAsync(agents, TestPeer.Orchestrator.TokenFor("agents")));
        await EventuallyAsync(HttpStatusCode.OK, () => AskAsync(orchestrator));
    }

    [Fact]
    public async Task Keys_ReplacedBySomethingElse_LeaveThoseOfBefore()
    {
        var accepted = Path.Combine(_folder, "accepted.json");
        WriteAccepted(accepted, TestPeer.Orchestrator);
        await using var agents = await StartAgentsAsync(new() { ["Peers:AcceptedFile"] = accepted });
        var configuration = (IConfigurationRoot)agents.Services.GetRequiredService<IConfiguration>();

        Write(accepted, new { Accepted = new { orchestrator = NoKeys } });
        configuration.Reload();

        Assert.Equal(HttpStatusCode.OK, await AskAsync(agents, TestPeer.Orchestrator.TokenFor("agents")));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public async Task Start_WithoutKeysOutsideDevelopment_SaysWhatToSet(string environment)
    {
        var asked = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TestService.StartAsync(environment, add: builder => builder.AddPeerAuthentication("agents"))
        );
        var asking = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            TestService.StartAsync(environment, add: builder => builder.AddPeerSigning("evals"))
        );

        Assert.Contains("Peers:Accepted", asked.Message, StringComparison.Ordinal);
        Assert.Contains("'evals'", asking.Message, StringComparison.Ordinal);
        Assert.Contains("Peers:Key", asking.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutKeysInDevelopment_RefusesEverything()
    {
        await using var agents = await StartAgentsAsync([], "Development");

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(agents, TestPeer.Orchestrator.TokenFor("agents")));
    }

    [Fact]
    public async Task Start_WithAKeyThatIsNone_NamesTheSetting()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            StartAgentsAsync(new() { ["Peers:Accepted:evals:0"] = "short" })
        );

        Assert.Contains("Peers:Accepted:evals", failure.Message, StringComparison.Ordinal);
    }

    private static Task<TestService> StartAgentsAsync(Dictionary<string, string?> settings, string environment = "Production") =>
        TestService.StartAsync(
            environment,
            settings,
            map: app => app.MapGet("/example", () => "done").RequirePeer("orchestrator"),
            add: builder => builder.AddPeerAuthentication("agents")
        );

    private static Task<TestService> StartOrchestratorAsync(TestService agents, Dictionary<string, string?> settings, string audience) =>
        TestService.StartAsync(
            settings: settings,
            add: builder =>
            {
                builder.AddPeerSigning("orchestrator");
                builder.Services.AddHttpClient("peer", http => http.BaseAddress = agents.Http.BaseAddress).SignedFor(audience);
            }
        );

    private static async Task<HttpStatusCode> AskAsync(TestService agents, Dictionary<string, string?> settings, string audience)
    {
        await using var orchestrator = await StartOrchestratorAsync(agents, settings, audience);
        return await AskAsync(orchestrator);
    }

    private static async Task<HttpStatusCode> AskAsync(TestService orchestrator)
    {
        using var http = orchestrator.Services.GetRequiredService<IHttpClientFactory>().CreateClient("peer");
        using var response = await http.GetAsync("/example", Cancellation);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> AskAsync(TestService agents, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/example");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await agents.Http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static async Task EventuallyAsync(HttpStatusCode expected, Func<Task<HttpStatusCode>> ask)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await ask() != expected)
        {
            await timer.WaitForNextTickAsync(patience.Token);
        }
    }

    private static void WriteKey(string path, TestPeer peer) => Write(path, new { Key = peer.PrivateKey });

    private static void WriteAccepted(string path, params IEnumerable<TestPeer> keys) =>
        Write(path, new { Accepted = new { orchestrator = keys.Select(key => key.PublicKey) } });

    private static void Write<T>(string path, T content)
    {
        var next = $"{path}.new";
        File.WriteAllText(next, JsonSerializer.Serialize(new { Peers = content }));
        File.Move(next, path, overwrite: true);
    }
}
