using Architecture.Tests.Source;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Architecture.Tests;

/// <summary>
/// What a slice adds to its host is in one place of one name: <c>XRegistration.AddX()</c>. A package's extensions are named as .NET's are,
/// since their class is part of its public surface.
/// </summary>
public sealed class RegistrationTests
{
    private const string Package = "Services.Gateway.SocketIo/";

    private static readonly string[] Verbs = ["Add", "Map", "Use"];

    private static readonly string[] Hosts = ["IServiceCollection", "IHostApplicationBuilder", "WebApplicationBuilder"];

    private static readonly string[] Pipelines = ["IApplicationBuilder", "IEndpointRouteBuilder", "WebApplication"];

    [Fact]
    public void Registrations_OfTheRepository_HaveOnePlaceAndName() =>
        Assert.Empty(
            SourceText.All.Where(static source => !source.Path.StartsWith("tests/", StringComparison.Ordinal)).SelectMany(OffencesIn)
        );

    [Theory]
    [InlineData("static class CallsRegistration { public static void AddCalls(this IServiceCollection services) { } }", 0)]
    [InlineData("static class CallsRegistration { private static void Other() { } }", 0)]
    [InlineData("static class CallsRegistration { public static void Calls(this IServiceCollection services) { } }", 1)]
    [InlineData("static class Calls { public static void AddCalls(this IServiceCollection services) { } }", 1)]
    [InlineData("static class CallEndpoints { public static void MapCalls(this IEndpointRouteBuilder endpoints) { } }", 0)]
    [InlineData("static class CallEndpoints { public static void Calls(this IEndpointRouteBuilder endpoints) { } }", 1)]
    public void OffencesIn_AClass_NamesWhatIsOutOfPlace(string text, int offences) =>
        Assert.Equal(offences, OffencesIn(SourceText.Of("Some.cs", text)).Count());

    private static IEnumerable<string> OffencesIn(SourceText source) =>
        source
            .Root.DescendantNodes()
            .OfType<MethodDeclarationSyntax>()
            .Where(method => IsOffence(method, source.Path.StartsWith(Package, StringComparison.Ordinal)))
            .Select(method => $"{source.Path}: {method.Identifier.ValueText}");

    private static bool IsOffence(MethodDeclarationSyntax method, bool isPackage)
    {
        if (method.Parent is not ClassDeclarationSyntax type || method.Modifiers.Any(SyntaxKind.PrivateKeyword))
        {
            return false;
        }

        var name = method.Identifier.ValueText;
        var isRegistration = type.Identifier.ValueText.EndsWith("Registration", StringComparison.Ordinal);
        var extended =
            method.ParameterList.Parameters.FirstOrDefault() is { } first && first.Modifiers.Any(SyntaxKind.ThisKeyword)
                ? first.Type!.ToString()
                : "";
        var hasVerb = Array.Exists(Verbs, verb => name.StartsWith(verb, StringComparison.Ordinal));
        var isElsewhere = Hosts.Contains(extended) && name.StartsWith("Add", StringComparison.Ordinal) && !isRegistration && !isPackage;
        return isElsewhere || ((isRegistration || Pipelines.Contains(extended)) && !hasVerb);
    }
}
