namespace Services.Orchestrator.Graph;

/// <summary>Leads from one node to another.</summary>
/// <param name="From">The node that has run.</param>
/// <param name="To">The node to run next; null ends the run.</param>
/// <param name="When">Whether it is taken, by the state that the node left; null: always.</param>
internal sealed record Edge<TState>(string From, string? To, Func<TState, bool>? When)
    where TState : class;
