using System.Text.RegularExpressions;

namespace Services.Evals.Suites;

/// <summary>Fills in variables: <c>{{order}}</c>.</summary>
internal static partial class Template
{
    /// <summary>The text with every variable replaced.</summary>
    /// <exception cref="SuiteException">A variable has no value.</exception>
    public static string Fill(string text, IReadOnlyDictionary<string, string> variables) =>
        Variable.Replace(
            text,
            match =>
                variables.TryGetValue(match.Groups["name"].Value, out var value)
                    ? value
                    : throw new SuiteException($"There is no variable '{match.Groups["name"].Value}' here.")
        );

    [GeneratedRegex(
        @"\{\{\s*(?<name>[\w.]{1,40})\s*\}\}",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Variable { get; }
}
