using Microsoft.Agents.AI;

namespace Microsoft.Extensions.AI.Tests;

/// <summary>Agents on a chat client.</summary>
public sealed class ChatClientAgentTests
{
    [Fact]
    public async Task RunAsync_SameSession_ModelSeesWhatWasSaidBefore()
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Says("Hello"), ScriptedChatClient.Says("Again"));
        var agent = new ChatClientAgent(inner, instructions: "Be brief.", name: "greeter");
        var session = await agent.CreateSessionAsync();

        await agent.RunAsync("Hi", session);
        var response = await agent.RunAsync("And now?", session);

        Assert.Equal("Again", response.Text);
        Assert.Equal(["Hi", "Hello", "And now?"], inner.Requests[1].Messages.Select(message => message.Text));
        Assert.Equal("Be brief.", inner.Requests[1].Options!.Instructions);
    }

    [Fact]
    public async Task RunStreamingAsync_RunOptions_AddToTheAgentsOwn()
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Says("Hello"));
        var agent = new ChatClientAgent(inner, instructions: "Be brief.", tools: [AIFunctionFactory.Create(() => 1, "own")]);
        var options = new ChatClientAgentRunOptions(
            new ChatOptions { Instructions = "Be kind.", Tools = [AIFunctionFactory.Create(() => 2, "run")] }
        );

        await foreach (var _ in agent.RunStreamingAsync("Hi", options: options)) { }

        var seen = inner.Requests.Single().Options!;
        Assert.Equal("Be brief.\nBe kind.", seen.Instructions);
        Assert.Equal(["own", "run"], seen.Tools!.Select(tool => tool.Name).Order());
    }

    [Fact]
    public async Task CreateSessionAsync_OfADelegatingAgent_IsTheInnerOnes()
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Says("Hello"));
        using var agent = new OpenTelemetryAgent(new ChatClientAgent(inner, name: "greeter"));

        var response = await agent.RunAsync("Hi", await agent.CreateSessionAsync());

        Assert.Equal("Hello", response.Text);
        Assert.Equal("greeter", agent.Name);
        Assert.NotNull(agent.GetService<ChatClientAgent>());
    }
}
