using System.Text.RegularExpressions;
using Architecture.Tests.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>SQL is written in lower case, keywords too.</summary>
public sealed partial class SqlKeywordTests
{
    [Fact]
    public void Statements_InStrings_AreInLowerCase() => Assert.Empty(SourceText.All.SelectMany(OffencesIn));

    [Fact]
    public void Statements_InSqlFiles_AreInLowerCase() =>
        Assert.Empty(
            Repository
                .FilesOf("*.sql")
                .SelectMany(static file =>
                    Keywords()
                        .Matches(Remarks().Replace(File.ReadAllText(file.FullName), ""))
                        .Select(keyword => $"{Repository.PathOf(file)}: {keyword.Value}")
                )
        );

    [Theory]
    [InlineData("\"SELECT name from agents.users\"", 1)]
    [InlineData("\"select name from agents.users\"", 0)]
    [InlineData("$\"select {Columns} from agents.orders{(locks ? \" FOR UPDATE\" : \"\")}\"", 1)]
    [InlineData("\"\"\"\n  insert into agents.users (id)\n  values ($1) ON CONFLICT do nothing\n  \"\"\"", 1)]
    [InlineData("\"SELECT\"", 0)]
    [InlineData("\"Select one OR the other\"", 0)]
    public void OffencesIn_AString_NamesKeywordsInUpperCase(string literal, int offences) =>
        Assert.Equal(offences, OffencesIn(SourceText.Of("Some.cs", $"class C {{ object O = {literal}; }}")).Count());

    [Fact]
    public void OffencesIn_TestData_IsEmpty() =>
        Assert.Empty(OffencesIn(SourceText.Of("Some.cs", "class C { [InlineData(\"SELECT 1 FROM t\")] void M() { } }")));

    private static IEnumerable<string> OffencesIn(SourceText source) =>
        source
            .Root.DescendantNodes(static node => node is not (AttributeSyntax or InterpolatedStringExpressionSyntax))
            .Where(static node => node is InterpolatedStringExpressionSyntax or LiteralExpressionSyntax { Token.Value: string })
            .Select(static node => (Node: node, Text: node.ToString().Trim('$', '@', '"')))
            .Where(static text => Statement().IsMatch(text.Text) && Keywords().IsMatch(text.Text))
            .Select(text =>
                $"{source.Path}({text.Node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {Keywords().Match(text.Text)}"
            );

    [GeneratedRegex(
        @"^\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|with\s.+\sas\s*\("
            + @"|create\s+(table|index|schema|or)\s|alter\s+table\s|drop\s+\w+\s|truncate\s)",
        RegexOptions.IgnoreCase | RegexOptions.Singleline,
        1_000
    )]
    private static partial Regex Statement();

    [GeneratedRegex(
        @"\b(SELECT|FROM|WHERE|INSERT|INTO|VALUES|UPDATE|SET|DELETE|RETURNING|ON|CONFLICT|DO|NOTHING|WITH|AS|AND|OR|NOT|NULL|IN|IS|ORDER"
            + "|GROUP|BY|LIMIT|OFFSET|FOR|SKIP|LOCKED|JOIN|LEFT|USING|CREATE|TABLE|INDEX|UNIQUE|PRIMARY|KEY|REFERENCES|DEFAULT|CHECK"
            + "|ALTER|ADD|COLUMN|CONSTRAINT|DROP|IF|EXISTS|BEGIN|COMMIT|UNION|ALL|DISTINCT|CASE|WHEN|THEN|ELSE|END|ASC|DESC)"
            + @"\b",
        RegexOptions.None,
        1_000
    )]
    private static partial Regex Keywords();

    [GeneratedRegex(@"--.*", RegexOptions.None, 1_000)]
    private static partial Regex Remarks();
}
