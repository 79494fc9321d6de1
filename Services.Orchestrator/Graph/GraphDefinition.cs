namespace Services.Orchestrator.Graph;

/// <summary>Nodes, and the edges between them. Immutable once it is running; checked by <see cref="Validate"/>.</summary>
/// <param name="start">The name of the node that runs begin with.</param>
internal sealed class GraphDefinition<TState>(string start)
    where TState : class
{
    private readonly List<Edge<TState>> _edges = [];

    /// <summary>The name of the node that runs begin with.</summary>
    public string Start { get; } = start;

    /// <summary>All edges, in the order in which they were added.</summary>
    public IReadOnlyList<Edge<TState>> Edges => _edges;

    /// <summary>Adds an edge that is always taken, unless one of the same node that was added before it is.</summary>
    public GraphDefinition<TState> Edge(string from, string to) => Add(new(from, to, null));

    /// <summary>Adds an edge that is taken when the state meets a condition, which has to be a pure function of the state.</summary>
    public GraphDefinition<TState> Edge(string from, string to, Func<TState, bool> when) => Add(new(from, to, when));

    /// <summary>Ends the run after a node.</summary>
    public GraphDefinition<TState> End(string after) => Add(new(after, null, null));

    /// <summary>The node that follows; null when the run ends there.</summary>
    public string? Next(string node, TState state) => _edges.First(edge => edge.From == node && (edge.When is null || edge.When(state))).To;

    /// <summary>
    /// Checks the graph against its nodes: each can be reached, each is left by an edge without a condition, and no edge names another.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is no graph of these nodes.</exception>
    public void Validate(IReadOnlyCollection<string> nodes)
    {
        var named = _edges.Select(edge => edge.From).Concat(_edges.Select(edge => edge.To).OfType<string>()).Append(Start);
        Require(named.Except(nodes), "An edge names a node that there is none of");
        Require(
            nodes.Where(node => !_edges.Exists(edge => edge.From == node && edge.When is null)),
            "No edge without a condition leaves the node"
        );
        Require(nodes.Where(node => node != Start && !_edges.Exists(edge => edge.To == node)), "No edge leads to the node");
    }

    private GraphDefinition<TState> Add(Edge<TState> edge)
    {
        _edges.Add(edge);
        return this;
    }

    private static void Require(IEnumerable<string> offenders, string problem)
    {
        if (offenders.FirstOrDefault() is { } node)
        {
            throw new InvalidOperationException($"{problem}: '{node}'.");
        }
    }
}
