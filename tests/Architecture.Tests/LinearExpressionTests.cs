using Architecture.Tests.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>
/// No expression of the product takes longer than its text is long: either it runs without backtracking, or no repetition in it is
/// unbounded, so that a try at each place of the text costs a constant at most. How large that is, the services' LinearTimeTests measure.
/// </summary>
public sealed class LinearExpressionTests
{
    private const string NonBacktracking = "NonBacktracking";

    /// <summary>What the evaluation command reads from its suites; nobody but their author can make it slow.</summary>
    private static readonly string[] OfSuites =
    [
        "Services.Evals/Running/ReplyChecks.cs",
        "Services.Evals/Running/ScenarioRunner.cs",
        "Services.Evals/Suites/SuiteReader.cs",
    ];

    [Fact]
    public void Expressions_OfTheProduct_AreLinear() =>
        Assert.Empty(SourceText.All.Where(static source => IsProduct(source.Path)).SelectMany(OffencesIn));

    [Fact]
    public void Expressions_OfSuites_AreStillThere() =>
        Assert.All(OfSuites, path => Assert.NotEmpty(OffencesIn(Assert.Single(SourceText.All, source => source.Path == path))));

    [Theory]
    [InlineData("""[GeneratedRegex(@"\s+a")] partial Regex R { get; }""")]
    [InlineData("""[GeneratedRegex("a" + "b*", RegexOptions.IgnoreCase, 500)] partial Regex R { get; }""")]
    [InlineData("""[GeneratedRegex("(?:ab){2,}c")] partial Regex R { get; }""")]
    [InlineData("""const string Some = "x+"; [GeneratedRegex("a" + Some)] partial Regex R { get; }""")]
    [InlineData("""[GeneratedRegex(Unknown.Pattern)] partial Regex R { get; }""")]
    [InlineData("""Regex r = new Regex("a");""")]
    [InlineData("""Regex r = new("a");""")]
    [InlineData("""bool M() => Regex.IsMatch("a", "b");""")]
    public void OffencesIn_AnExpressionThatMayNotBeLinear_NamesIt(string member) => Assert.Single(OffencesIn(Source(member)));

    [Theory]
    [InlineData("""[GeneratedRegex(@"\s+a", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)] partial Regex R { get; }""")]
    [InlineData("""[GeneratedRegex(@"\+[*+]\*\{2,\}a{2,3}b{4}c?")] partial Regex R { get; }""")]
    [InlineData("""[GeneratedRegex(@"[^\]+*]{1,8}(?=a)")] partial Regex R { get; }""")]
    [InlineData("""const string Some = "x{1,2}"; [GeneratedRegex("a" + Some)] partial Regex R { get; }""")]
    [InlineData("""Regex r = new Regex("a+", RegexOptions.NonBacktracking);""")]
    [InlineData("""string M() => Regex.Escape("a");""")]
    public void OffencesIn_ALinearExpression_IsEmpty(string member) => Assert.Empty(OffencesIn(Source(member)));

    private static SourceText Source(string member) => SourceText.Of("Some.cs", $"class C {{ {member} }}");

    private static bool IsProduct(string path) =>
        (path.StartsWith("Services.", StringComparison.Ordinal) || path.StartsWith("ServiceDefaults/", StringComparison.Ordinal))
        && !OfSuites.Contains(path);

    private static IEnumerable<string> OffencesIn(SourceText source) =>
        source
            .Root.DescendantNodes()
            .Where(IsExpression)
            .Where(node => !node.ToString().Contains(NonBacktracking, StringComparison.Ordinal) && !IsBounded(node, source))
            .Select(node => $"{source.Path}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1})");

    private static bool IsExpression(SyntaxNode node) =>
        node switch
        {
            AttributeSyntax attribute => attribute.Name.ToString() == "GeneratedRegex",
            ObjectCreationExpressionSyntax made => made.Type.ToString() == "Regex",
            ImplicitObjectCreationExpressionSyntax { Parent.Parent.Parent: VariableDeclarationSyntax { Type: var type } } => type.ToString()
                == "Regex",
            InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Expression: var type, Name.Identifier.ValueText: var name }
            } => type.ToString() == "Regex" && name is not ("Escape" or "Unescape"),
            _ => false,
        };

    /// <summary>Only of what is written in an attribute the pattern is known here.</summary>
    private static bool IsBounded(SyntaxNode node, SourceText source) =>
        node is AttributeSyntax { ArgumentList.Arguments: [{ Expression: var pattern }, ..] }
        && Text(pattern, source) is { } text
        && !HasUnboundedRepetition(text);

    /// <summary>Strings, sums of them, and constants of the same file; null for anything else.</summary>
    private static string? Text(ExpressionSyntax expression, SourceText source) =>
        expression switch
        {
            LiteralExpressionSyntax literal => literal.Token.ValueText,
            BinaryExpressionSyntax { Left: var left, Right: var right } => Text(left, source) is { } begin && Text(right, source) is { } end
                ? begin + end
                : null,
            IdentifierNameSyntax { Identifier.ValueText: var name } => source
                .Root.DescendantNodes()
                .OfType<VariableDeclaratorSyntax>()
                .FirstOrDefault(variable => variable.Identifier.ValueText == name)
                is { Initializer.Value: var value }
                ? Text(value, source)
                : null,
            _ => null,
        };

    private static bool HasUnboundedRepetition(string pattern)
    {
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\':
                    i++;
                    break;
                case '[':
                    isInClass = true;
                    break;
                case ']':
                    isInClass = false;
                    break;
                case '*' or '+' when !isInClass:
                    return true;
                case '{' when !isInClass && pattern.IndexOf('}', i) is > 0 and var end && pattern[end - 1] == ',':
                    return true;
            }
        }

        return false;
    }
}
