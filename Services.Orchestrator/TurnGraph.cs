using Services.Orchestrator.Graph;
using Services.Orchestrator.Nodes;
using Services.Orchestrator.State;

namespace Services.Orchestrator;

/// <summary>
/// The graph that a turn runs through: all its edges, and nothing else decides what follows a node.
/// <code>
/// load_context ──► input_guard ──► route ──► agent ──► output_guard ──► persist ──► end
///      │                │            │         │                          ▲
///      └────────────────┴────────────┴─────────┴── the outcome is decided ┘
/// </code>
/// </summary>
internal static class TurnGraph
{
    public static GraphDefinition<TurnState> Create() =>
        new GraphDefinition<TurnState>(start: NodeNames.LoadContext)
            .Edge(NodeNames.LoadContext, NodeNames.Persist, when: IsDecided)
            .Edge(NodeNames.LoadContext, NodeNames.InputGuard)
            .Edge(NodeNames.InputGuard, NodeNames.Persist, when: IsDecided)
            .Edge(NodeNames.InputGuard, NodeNames.Route)
            .Edge(NodeNames.Route, NodeNames.Persist, when: IsDecided)
            .Edge(NodeNames.Route, NodeNames.Agent)
            .Edge(NodeNames.Agent, NodeNames.Persist, when: IsDecided)
            .Edge(NodeNames.Agent, NodeNames.OutputGuard)
            .Edge(NodeNames.OutputGuard, NodeNames.Persist)
            .End(after: NodeNames.Persist);

    /// <summary>True once it is known how the turn ends: blocked, failed, or stopped by the user.</summary>
    private static bool IsDecided(TurnState state) => state.Outcome is not null;
}
