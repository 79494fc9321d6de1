using Architecture.Tests.Source;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>Every answer that is streamed begins in one place, which tells proxies to pass it on at once.</summary>
public sealed class StreamedResponseTests
{
    private const string Beginning = "ServiceDefaults/Streaming/StreamedResponse.cs";

    private static readonly string[] Streams = ["text/event-stream", "application/x-ndjson"];

    [Fact]
    public void Streams_BeginInOnePlace() =>
        Assert.Equal(
            [Beginning],
            SourceText
                .All.Where(static source => !source.Path.StartsWith("tests/", StringComparison.Ordinal) && NamesAStream(source))
                .Select(static source => source.Path)
        );

    private static bool NamesAStream(SourceText source) =>
        source
            .Root.DescendantNodes()
            .OfType<LiteralExpressionSyntax>()
            .Any(static literal => literal.Token.Value is string text && Streams.Any(text.Contains));
}
