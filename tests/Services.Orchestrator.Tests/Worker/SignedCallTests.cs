using System.Text.Json;
using Services.Contracts.Agents;
using Services.Contracts.Grants;
using Services.Contracts.Json;
using Switchboard.Testing.Peers;

namespace Services.Orchestrator.Tests.Worker;

/// <summary>What the worker signs for its peers, and what it answers itself.</summary>
public sealed class SignedCallTests(OrchestratorFixture fixture)
{
    [Fact]
    public async Task Turn_Answered_EachRequestIsSignedForWhoGetsItAndWhatItIsFor()
    {
        var chat = await Chat.BeginAsync(fixture);

        var turn = await chat.SendAsync("Where is my order #W1?");
        await chat.CompletionOfAsync(turn);

        var run = Assert.Single(chat.Script.Runs.All);
        var tokens = chat.Script.Tokens.ToList();
        Assert.Contains(tokens, token => token.Audiences.Single() == "guardrails");
        Assert.All(tokens, token => Assert.Equal("orchestrator", token.Issuer));
        Assert.All(tokens, token => Assert.True(token.ValidTo - token.ValidFrom <= TimeSpan.FromMinutes(1)));
        Assert.All(tokens, token => Assert.Equal(turn.SessionId, GrantOf(token.GetPayloadValue<JsonElement>("grant")).SessionId));
        var forAgents = Assert.Single(tokens, token => token.Audiences.Single() == "agents");
        Assert.Equal(Grant.Of(run), GrantOf(forAgents.GetPayloadValue<JsonElement>("grant")));
        Assert.Equal(turn.Caller.CustomerId, Grant.Of(run).CustomerId);
        Assert.Null(Grant.Of(run).IsApproved);
    }

    [Fact]
    public async Task EveryEndpoint_ForWhoMayNot_IsClosed()
    {
        using var http = new HttpClient { BaseAddress = fixture.WorkerAddress };

        Assert.Empty(await new PeerSurface(fixture.Worker, http, "orchestrator").FaultsAsync(new Dictionary<string, string[]>()));
    }

    private static Grant GrantOf(JsonElement grant) => grant.Deserialize(ContractsJson.Default.Grant)!;
}
