namespace Switchboard.Dev;

/// <summary>Where things lie in the repository.</summary>
internal static class Paths
{
    private static readonly string Output = Path.Combine(
        "bin",
        Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/'))!),
        Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'))
    );

    public static string Data(string repository) => Path.Combine(repository, ".data");

    /// <summary>A project's built assembly, of the configuration that this tool was built in; a project is named by its folder.</summary>
    public static string Assembly(string repository, string project) =>
        Path.Combine(repository, project, Output, $"{Path.GetFileName(project)}.dll");

    /// <summary>The AppHost, as Aspire's command line names it.</summary>
    public static string AppHostProject(string repository) => Path.Combine(repository, "AppHost", "AppHost.csproj");

    public static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
}
