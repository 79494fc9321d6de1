using System.Text.Json;

namespace LocalAspire.Recipes;

/// <summary>The first profile of a project's <c>launchSettings.json</c>.</summary>
/// <param name="Port">Of its first HTTP address; null when it has none.</param>
/// <param name="Environment">Variables for the process.</param>
internal sealed record LaunchProfile(int? Port, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static LaunchProfile Read(string projectPath)
    {
        var path = Path.Combine(Path.GetDirectoryName(projectPath)!, "Properties", "launchSettings.json");
        if (!File.Exists(path))
        {
            return new LaunchProfile(null, new Dictionary<string, string>());
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(path), Lenient);
        var profile = document.RootElement.GetProperty("profiles").EnumerateObject()
            .Select(p => p.Value)
            .FirstOrDefault(p => p.TryGetProperty("commandName", out var command) && command.ValueEquals("Project"));
        return profile.ValueKind is JsonValueKind.Object
            ? new LaunchProfile(HttpPort(profile), Variables(profile))
            : new LaunchProfile(null, new Dictionary<string, string>());
    }

    private static int? HttpPort(JsonElement profile) =>
        profile.TryGetProperty("applicationUrl", out var urls)
            ? urls.GetString()!.Split(';').Select(url => new Uri(url)).FirstOrDefault(url => url.Scheme == Uri.UriSchemeHttp)?.Port
            : null;

    private static Dictionary<string, string> Variables(JsonElement profile) =>
        profile.TryGetProperty("environmentVariables", out var variables)
            ? variables.EnumerateObject().ToDictionary(v => v.Name, v => v.Value.GetString() ?? "")
            : [];
}
