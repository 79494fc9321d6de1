using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests.Source;

/// <summary>A hand-written C# file of a project, parsed.</summary>
internal sealed class SourceFile
{
    public SourceFile(string path, string text)
    {
        Path = path;
        Root = CSharpSyntaxTree.ParseText(text, path: path).GetCompilationUnitRoot();
        Namespace = Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault()?.Name.ToString() ?? "";
        Types = [.. Root.DescendantNodes(IsOutsideTypes).Select(NameOfType).OfType<string>()];
        Extensions =
        [
            .. Root.DescendantNodes()
                .OfType<MethodDeclarationSyntax>()
                .Where(method => method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(SyntaxKind.ThisKeyword) == true)
                .Select(method => method.Identifier.ValueText),
        ];
    }

    /// <summary>Below the project, with slashes.</summary>
    public string Path { get; }

    /// <summary>The folders from the project down.</summary>
    public string[] Folders => Path.Split('/')[..^1];

    public CompilationUnitSyntax Root { get; }

    public string Namespace { get; }

    /// <summary>Types that are not inside others.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>Extension methods.</summary>
    public IReadOnlyList<string> Extensions { get; }

    public IEnumerable<UsingDirectiveSyntax> Usings => Root.DescendantNodes(IsOutsideTypes).OfType<UsingDirectiveSyntax>();

    /// <summary>The namespace and those around it, the innermost first, and the global one.</summary>
    public IEnumerable<string> EnclosingNamespaces()
    {
        for (var name = Namespace; name.Length > 0; name = name[..Math.Max(0, name.LastIndexOf('.'))])
        {
            yield return name;
        }

        yield return "";
    }

    private static bool IsOutsideTypes(SyntaxNode node) => node is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private static string? NameOfType(SyntaxNode node) =>
        node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
            DelegateDeclarationSyntax type => type.Identifier.ValueText,
            _ => null,
        };
}
