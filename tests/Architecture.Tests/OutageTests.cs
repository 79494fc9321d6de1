using Architecture.Tests.Source;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>
/// What counts as a store being out of reach is said once for each store: <c>RedisOutage</c> and <c>PostgresOutage</c>. A filter that names
/// the clients' exceptions itself has another opinion sooner or later.
/// </summary>
public sealed class OutageTests
{
    private static readonly string[] Exceptions =
    [
        "RedisException",
        "RedisConnectionException",
        "RedisTimeoutException",
        "RedisCommandException",
        "NpgsqlException",
    ];

    /// <summary>The definitions, and the leases: any fault of their connection loses them, wrong statements among them.</summary>
    private static readonly string[] Allowed =
    [
        "Services.Conversations/EventLog/RedisOutage.cs",
        "ServiceDefaults/Database/PostgresOutage.cs",
        "Services.Orchestrator/Turns/SessionLeases.cs",
    ];

    [Fact]
    public void Filters_OfServices_AskWhatAnOutageIs() =>
        Assert.Empty(
            SourceText
                .All.Where(static source => !source.Path.StartsWith("tests/", StringComparison.Ordinal) && !Allowed.Contains(source.Path))
                .SelectMany(NamesOf)
        );

    [Theory]
    [InlineData("catch (RedisException) { }")]
    [InlineData("catch (System.Exception e) when (e is System.TimeoutException or RedisConnectionException) { }")]
    [InlineData("catch (Npgsql.NpgsqlException) { }")]
    public void NamesOf_AFilterByHand_NamesIt(string filter) =>
        Assert.Single(NamesOf(SourceText.Of("Some.cs", $"class C {{ void M() {{ try {{ }} {filter} }} }}")));

    private static IEnumerable<string> NamesOf(SourceText source) =>
        source
            .Root.DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Where(static name => Exceptions.Contains(name.Identifier.ValueText))
            .Select(name => $"{source.Path}({name.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {name.Identifier.ValueText}");
}
