using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>Nobody starts a task that nobody owns: what fails there is seen by no one, and a stop does not wait for it.</summary>
public sealed class TaskOwnershipTests
{
    public static TheoryData<string> Projects =>
        [.. Repository.Projects.Where(project => Repository.PathOf(project.Value).Split('/')[0] != "tests").Select(project => project.Key)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Tasks_OfAProject_AreAllOwned(string project) =>
        Assert.Empty(
            Repository
                .SourcesOf(Repository.Projects[project].Directory!.FullName)
                .SelectMany(file => OffencesIn(Repository.PathOf(file), File.ReadAllText(file.FullName)))
        );

    [Theory]
    [InlineData("async void M() { }")]
    [InlineData("void M() { async void N() { } }")]
    [InlineData("void M() { thing.Changed += async (_, _) => await GoAsync(); }")]
    [InlineData("void M() { _ = GoAsync(); }")]
    [InlineData("void M() { _ = Task.Run(Go); }")]
    [InlineData("void M() { GoAsync(); }")]
    [InlineData("void M() { task.ContinueWith(Go); }")]
    public void OffencesIn_ATaskWithoutAnOwner_NamesIt(string member) => Assert.Single(OffencesIn("Some.cs", $"class C {{ {member} }}"));

    [Theory]
    [InlineData("async Task M() { await GoAsync(); }")]
    [InlineData("Task M() => GoAsync();")]
    [InlineData("void M() { _running = GoAsync(); }")]
    [InlineData("void M() { _ = Libc.Close(1); }")]
    [InlineData("void M() { batch.KeyExpireAsync(key, CommandFlags.FireAndForget); }")]
    public void OffencesIn_AnOwnedTask_IsEmpty(string member) => Assert.Empty(OffencesIn("Some.cs", $"class C {{ {member} }}"));

    private static IReadOnlyList<string> OffencesIn(string path, string text)
    {
        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        return
        [
            .. root.DescendantNodes()
                .Where(IsOffence)
                .Select(node => $"{path}({node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}): {node.ToString().Split('\n')[0]}"),
        ];
    }

    private static bool IsOffence(SyntaxNode node) =>
        node switch
        {
            MethodDeclarationSyntax method => IsAsyncVoid(method.Modifiers, method.ReturnType),
            LocalFunctionStatementSyntax function => IsAsyncVoid(function.Modifiers, function.ReturnType),
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression, Right: LambdaExpressionSyntax handler } =>
                handler.AsyncKeyword != default,
            AssignmentExpressionSyntax
            {
                Left: IdentifierNameSyntax { Identifier.ValueText: "_" },
                Right: InvocationExpressionSyntax call
            } => ReturnsTask(call),
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call } => ReturnsTask(call),
            _ => false,
        };

    private static bool IsAsyncVoid(SyntaxTokenList modifiers, TypeSyntax returned) =>
        modifiers.Any(SyntaxKind.AsyncKeyword) && returned is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword };

    /// <summary>By its name; the Redis client owns what it is told to fire and forget.</summary>
    private static bool ReturnsTask(InvocationExpressionSyntax call)
    {
        var name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return (
                name.EndsWith("Async", StringComparison.Ordinal)
                || name == "ContinueWith"
                || call.Expression.ToString() is "Task.Run" or "Task.WhenAll" or "Task.WhenAny" or "Task.Delay"
            ) && !call.ArgumentList.ToString().Contains("FireAndForget", StringComparison.Ordinal);
    }
}
