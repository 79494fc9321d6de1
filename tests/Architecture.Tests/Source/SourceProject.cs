using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests.Source;

/// <summary>
/// The files of a project and which of them name types of which others. Names are resolved as the compiler does it, from the sources alone:
/// in the namespaces around a file, in those that it imports, or qualified; so what is not built yet is seen as well.
/// </summary>
internal sealed class SourceProject
{
    private readonly IReadOnlyList<SourceFile> _files;
    private readonly ILookup<(string Namespace, string Name), SourceFile> _types;
    private readonly ILookup<(string Namespace, string Name), SourceFile> _extensions;
    private readonly IReadOnlyList<string> _globalUsings;

    public SourceProject(IEnumerable<SourceFile> files)
    {
        _files = [.. files];
        _types = _files.SelectMany(file => file.Types.Select(type => (file, type))).ToLookup(x => (x.file.Namespace, x.type), x => x.file);
        _extensions = _files
            .SelectMany(file => file.Extensions.Select(name => (file, name)))
            .ToLookup(x => (x.file.Namespace, x.name), x => x.file);
        _globalUsings = [.. _files.SelectMany(file => file.Usings).Where(use => use.GlobalKeyword != default).Select(NameOf)];
    }

    public static SourceProject Of(FileInfo project) =>
        new(
            Repository
                .SourcesOf(project.Directory!.FullName)
                .Select(file => new SourceFile(
                    Path.GetRelativePath(project.Directory.FullName, file.FullName).Replace('\\', '/'),
                    File.ReadAllText(file.FullName)
                ))
        );

    /// <summary>Each name in a file that stands for something in another one.</summary>
    public IEnumerable<SourceReference> References() =>
        _files.SelectMany(file =>
            ReferencesOf(file)
                .Where(found => found.Target != file)
                .Distinct()
                .Select(found => new SourceReference(file, found.Target, found.Name))
        );

    private IEnumerable<(SourceFile Target, string Name)> ReferencesOf(SourceFile file)
    {
        List<string> imported =
        [
            .. file.Usings.Where(use => use.Alias is null && use.StaticKeyword == default).Select(NameOf),
            .. _globalUsings,
        ];
        HashSet<string> values = [.. NamesOfValues(file)];
        foreach (var name in file.Root.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var text = name.Identifier.ValueText;
            if (IsRightOfDot(name))
            {
                foreach (
                    var target in QualifiedTargets(file, name).Concat(IsCalled(name) ? Visible(_extensions, file, imported, text) : [])
                )
                {
                    yield return (target, text);
                }
            }
            else if (
                !IsLabel(name)
                && !(name.Parent is ExpressionSyntax and not TypeSyntax and not ObjectCreationExpressionSyntax && values.Contains(text))
            )
            {
                foreach (var target in Visible(_types, file, imported, text))
                {
                    yield return (target, text);
                }
            }
        }
    }

    /// <summary>What the name means in the file: the innermost namespace that has it, otherwise what is imported.</summary>
    private static IEnumerable<SourceFile> Visible(
        ILookup<(string Namespace, string Name), SourceFile> declared,
        SourceFile file,
        IEnumerable<string> imported,
        string name
    ) =>
        file.EnclosingNamespaces().Select(around => declared[(around, name)]).FirstOrDefault(found => found.Any())
        ?? imported.SelectMany(around => declared[(around, name)]);

    /// <summary>What stands behind <c>A.B.Name</c>, when that begins with a namespace.</summary>
    private IEnumerable<SourceFile> QualifiedTargets(SourceFile file, SimpleNameSyntax name)
    {
        var left = name.Parent switch
        {
            QualifiedNameSyntax qualified => qualified.Left.ToString(),
            MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax } access =>
                access.Expression.ToString(),
            _ => null,
        };
        if (left is null)
        {
            return [];
        }

        left = left.Replace("global::", "", StringComparison.Ordinal);
        return file.EnclosingNamespaces()
                .Select(around => _types[(around.Length == 0 ? left : $"{around}.{left}", name.Identifier.ValueText)])
                .FirstOrDefault(found => found.Any())
            ?? Enumerable.Empty<SourceFile>();
    }

    private static bool IsRightOfDot(SimpleNameSyntax name) =>
        name.Parent switch
        {
            QualifiedNameSyntax qualified => qualified.Right == name,
            MemberAccessExpressionSyntax access => access.Name == name,
            MemberBindingExpressionSyntax => true,
            _ => false,
        };

    private static bool IsCalled(SimpleNameSyntax name) => name.Parent?.Parent is InvocationExpressionSyntax;

    /// <summary>A member in an initialiser, an argument or a pattern.</summary>
    private static bool IsLabel(SimpleNameSyntax name) =>
        name.Parent
            is NameColonSyntax
                or NameEqualsSyntax
                or AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax or WithExpressionSyntax }
                or BaseNamespaceDeclarationSyntax;

    /// <summary>Members, parameters and locals, which may be called like a type.</summary>
    private static IEnumerable<string> NamesOfValues(SourceFile file) =>
        file
            .Root.DescendantNodes()
            .Select(node =>
                node switch
                {
                    PropertyDeclarationSyntax property => property.Identifier.ValueText,
                    MethodDeclarationSyntax method => method.Identifier.ValueText,
                    ParameterSyntax parameter => parameter.Identifier.ValueText,
                    VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
                    SingleVariableDesignationSyntax variable => variable.Identifier.ValueText,
                    EnumMemberDeclarationSyntax member => member.Identifier.ValueText,
                    _ => null,
                }
            )
            .OfType<string>();

    private static string NameOf(UsingDirectiveSyntax use) => use.NamespaceOrType.ToString();
}

/// <summary>A file names something of another one.</summary>
internal sealed record SourceReference(SourceFile From, SourceFile To, string Name);
