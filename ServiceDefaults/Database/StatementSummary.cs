using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ServiceDefaults.Database;

/// <summary>
/// The short form of a statement that OpenTelemetry's conventions want as a span's name: operation and target, no values.
/// </summary>
internal static partial class StatementSummary
{
    private const int MaxStatements = 1_000;

    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    /// <summary>For example <c>INSERT conversations.messages</c>; the operation alone when no table is named. Thread-safe.</summary>
    public static string Of(string statement)
    {
        if (Known.TryGetValue(statement, out var summary))
        {
            return summary;
        }

        summary = Summarise(statement);
        if (Known.Count < MaxStatements)
        {
            Known.TryAdd(statement, summary);
        }

        return summary;
    }

    private static string Summarise(string statement)
    {
        var operation = Operation().Match(statement).Value.ToUpperInvariant();
        // A common table expression is named by what it is for: the last operation that changes or reads.
        if (operation == "WITH")
        {
            operation = Changes().Match(statement) is { Success: true } change ? change.Value.ToUpperInvariant() : "SELECT";
        }

        var target = Target().Match(statement).Groups["table"];
        return (operation, target.Success) switch
        {
            ("", _) => "postgresql",
            (_, true) => $"{operation} {target.Value}",
            _ => operation,
        };
    }

    [GeneratedRegex(@"[a-z]+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Operation();

    [GeneratedRegex(@"\b(insert|update|delete)\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Changes();

    [GeneratedRegex(@"\b(into|update|from|table)\s+(?<table>[a-z_]+(\.[a-z_]+)?)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Target();
}
