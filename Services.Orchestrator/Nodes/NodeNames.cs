namespace Services.Orchestrator.Nodes;

/// <summary>The nodes of the turn graph. The names stand in checkpoints: a change strands turns that are under way.</summary>
internal static class NodeNames
{
    public const string LoadContext = "load_context";
    public const string InputGuard = "input_guard";
    public const string Route = "route";
    public const string Agent = "agent";
    public const string OutputGuard = "output_guard";
    public const string Persist = "persist";
}
