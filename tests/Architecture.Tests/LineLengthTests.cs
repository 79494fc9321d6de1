using Architecture.Tests.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Architecture.Tests;

/// <summary>
/// Lines fit a screen: 140 columns at most. CSharpier breaks code, but no comment and no string; data in raw strings stays as it is.
/// </summary>
public sealed class LineLengthTests
{
    private const int MaxColumns = 140;

    [Fact]
    public void Lines_OfCSharp_FitTheColumns() => Assert.Empty(SourceText.All.SelectMany(LongLinesOf));

    [Fact]
    public void Lines_OfTheWebClient_FitTheColumns() =>
        Assert.Empty(
            Repository
                .FilesOf("*.ts", "*.tsx")
                .SelectMany(static file =>
                    File.ReadLines(file.FullName)
                        .Index()
                        .Where(static line => line.Item.Length > MaxColumns)
                        .Select(line => $"{Repository.PathOf(file)}({line.Index + 1})")
                )
        );

    [Fact]
    public void LongLinesOf_ALongComment_NamesIt() =>
        Assert.Equal(["Some.cs(2)"], LongLinesOf(SourceText.Of("Some.cs", $"class C;\n// {new string('x', MaxColumns)}\n")));

    [Theory]
    [InlineData("\"\"\"")]
    [InlineData("$\"\"\"")]
    public void LongLinesOf_ARawString_IsEmpty(string start) =>
        Assert.Empty(
            LongLinesOf(SourceText.Of("Some.cs", $"class C {{ string S = {start}\n{new string('x', MaxColumns + 1)}\n\"\"\"; }}\n"))
        );

    private static IEnumerable<string> LongLinesOf(SourceText source)
    {
        var text = source.Root.SyntaxTree.GetText();
        var data = new Lazy<HashSet<int>>(() => [.. source.Root.DescendantTokens().Where(IsRaw).SelectMany(LinesOf)]);
        return text
            .Lines.Where(line => line.Span.Length > MaxColumns && !data.Value.Contains(line.LineNumber))
            .Select(line => $"{source.Path}({line.LineNumber + 1})");
    }

    private static bool IsRaw(SyntaxToken token) =>
        token.Kind()
            is SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8SingleLineRawStringLiteralToken
                or SyntaxKind.Utf8MultiLineRawStringLiteralToken
                or SyntaxKind.InterpolatedSingleLineRawStringStartToken
                or SyntaxKind.InterpolatedMultiLineRawStringStartToken;

    private static IEnumerable<int> LinesOf(SyntaxToken token)
    {
        var isInterpolated =
            token.Kind() is SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken;
        var span = token.SyntaxTree!.GetLineSpan(isInterpolated ? token.Parent!.Span : token.Span);
        return Enumerable.Range(span.StartLinePosition.Line, span.EndLinePosition.Line - span.StartLinePosition.Line + 1);
    }
}
