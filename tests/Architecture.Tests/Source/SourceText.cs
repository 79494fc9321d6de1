using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests.Source;

/// <summary>A hand-written C# file of the repository, parsed once for all tests that look at single files.</summary>
/// <param name="Path">In the repository, with slashes.</param>
internal sealed record SourceText(string Path, CompilationUnitSyntax Root)
{
    private static readonly Lazy<IReadOnlyList<SourceText>> Parsed = new(() =>
        [.. Repository.SourcesOf(".").Select(file => Of(Repository.PathOf(file), File.ReadAllText(file.FullName)))]
    );

    public static IReadOnlyList<SourceText> All => Parsed.Value;

    public static SourceText Of(string path, string text) => new(path, CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot());
}
