using System.Diagnostics;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Telemetry;
using Services.Contracts.Turns;
using Services.Orchestrator.Agents;
using Services.Orchestrator.Graph;
using Services.Orchestrator.Replies;
using Services.Orchestrator.Routing;
using Services.Orchestrator.State;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Nodes;

/// <summary>Chooses the agent. A turn that answers an approval stays with the agent that asked.</summary>
internal sealed class RouteNode(TurnRouter router, TurnEvents events, RunningTurns running) : INode<TurnState>
{
    public string Name => NodeNames.Route;

    public bool BeginsEarly => true;

    public Task<TurnState> RunAsync(TurnState state, INodeContext<TurnState> context, CancellationToken cancellationToken) =>
        running.Of(state.Message.TurnId).InterruptibleAsync(state, token => ChooseAsync(state, token), cancellationToken);

    private async Task<TurnState> ChooseAsync(TurnState state, CancellationToken cancellationToken)
    {
        if (state.ApprovalDecision is not null)
        {
            return state;
        }

        var routed = RouteAsync(state, cancellationToken);
        var told = events.ThinkingAsync(state.Message, ThinkingStages.Route, null, cancellationToken);
        await Task.WhenAll(told, routed);
        return await routed;
    }

    private async Task<TurnState> RouteAsync(TurnState state, CancellationToken cancellationToken)
    {
        try
        {
            var request = new TriageRequest
            {
                Caller = state.Message.Caller,
                Messages = state.Context,
                PreviousAgent = state.PreviousAgent,
            };
            var result = await router.RouteAsync(request, cancellationToken);
            Activity.Current?.SetTag(AttributeNames.AgentName, result.Agent);
            Activity.Current?.SetTag(AttributeNames.Intent, result.Intent);
            return state with { Agent = result.Agent, Intent = result.Intent };
        }
        catch (AgentUnavailableException e)
        {
            Activity.Current?.SetStatus(ActivityStatusCode.Error, e.Message);
            return state with { Outcome = TurnOutcome.Failed, Fault = AgentRun.Unavailable };
        }
    }
}
