using Architecture.Tests.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>What is logged is read from the code by its name: <c>LogRetry</c>, not <c>Retry</c>.</summary>
public sealed class LogMethodTests
{
    [Fact]
    public void LogMethods_OfTheRepository_BeginWithLog() => Assert.Empty(SourceText.All.SelectMany(OffencesIn));

    [Theory]
    [InlineData("[LoggerMessage(1, LogLevel.Debug, \"Gone.\")] partial void Gone();", 1)]
    [InlineData("[LoggerMessage(1, LogLevel.Debug, \"Gone.\")] partial void LogGone();", 0)]
    [InlineData("partial void Gone();", 0)]
    public void OffencesIn_AMethod_NamesItUnlessItBeginsWithLog(string member, int offences) =>
        Assert.Equal(offences, OffencesIn(SourceText.Of("Some.cs", $"class C {{ {member} }}")).Count());

    private static IEnumerable<string> OffencesIn(SourceText source) =>
        source
            .Root.DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .Where(static method =>
                method.AttributeLists.SelectMany(static list => list.Attributes).Any(static a => a.Name.ToString() == "LoggerMessage")
                && !method.Identifier.ValueText.StartsWith("Log", StringComparison.Ordinal)
            )
            .Select(method => $"{source.Path}: {method.Identifier.ValueText}");
}
