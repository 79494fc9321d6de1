using System.Diagnostics;
using Services.Contracts.Telemetry;
using Services.Orchestrator.Agents;
using Services.Orchestrator.Graph;
using Services.Orchestrator.Replies;
using Services.Orchestrator.State;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Nodes;

/// <summary>Lets the agent work: its tools run, and its text is checked and delivered sentence by sentence as it is written.</summary>
internal sealed class AgentNode(AgentRunServices services, ReplyWriter.Factory replies, RunningTurns running) : INode<TurnState>
{
    public string Name => NodeNames.Agent;

    public async Task<TurnState> RunAsync(TurnState state, INodeContext<TurnState> context, CancellationToken cancellationToken)
    {
        Activity.Current?.SetTag(AttributeNames.AgentName, state.Agent);
        var current = running.Of(state.Message.TurnId);
        await current.CancellationChecked;
        var writer = await current.OpenReplyAsync(replies, state, cancellationToken);
        if (
            writer.ChunkCount > 0
            && state.FirstTokenMs is null
            && await replies.FirstChunkAtAsync(state.Message, cancellationToken) is { } first
        )
        {
            state = state with { FirstTokenMs = (long)(first - state.Message.RequestedAt).TotalMilliseconds };
        }

        var run = new AgentRun(services, writer, state, context, current.Interruption);
        return await run.RunAsync(cancellationToken);
    }
}
