namespace Microsoft.Extensions.AI;

/// <summary>The tools of a request by name; where two have a name, the request's own wins.</summary>
internal sealed class ToolMap
{
    private readonly Dictionary<string, AITool> _tools = new(StringComparer.Ordinal);

    public bool AnyNeedsApproval { get; private set; }

    public static ToolMap From(params IList<AITool>?[] lists)
    {
        var map = new ToolMap();
        foreach (var tool in lists.SelectMany(list => list ?? []))
        {
            map._tools[tool.Name] = tool;
            map.AnyNeedsApproval |= tool.GetService<ApprovalRequiredAIFunction>() is not null;
        }

        return map;
    }

    public AITool? Find(string name) => _tools.GetValueOrDefault(name);

    public bool NeedsApproval(string name) => Find(name)?.GetService<ApprovalRequiredAIFunction>() is not null;
}
