namespace Services.Contracts.Access;

/// <summary>By these names the platform and its models speak; nobody else may be called so.</summary>
public static class ReservedAuthors
{
    /// <summary>The author of replies.</summary>
    public const string Assistant = "assistant";

    private static readonly string[] Names = [Assistant, "system", "developer", "tool", "function"];

    /// <summary>True for one of them, however it is written.</summary>
    public static bool Contains(string name) => Names.Contains(name.Trim(), StringComparer.OrdinalIgnoreCase);
}
