using System.Text.Json;

namespace Services.Guardrails.Tests;

/// <summary>Public data sets beside the repository; tests that use them skip where they are absent.</summary>
internal static class PublicData
{
    /// <summary>Opens a data set, or skips the test.</summary>
    public static JsonDocument Open(string name)
    {
        var path = Find(new DirectoryInfo(AppContext.BaseDirectory), Path.Combine("shared", "data", name));
        Assert.SkipWhen(path is null, $"The public data set {name} is not beside the repository (../shared/data).");
        return JsonDocument.Parse(File.ReadAllBytes(path!));
    }

    private static string? Find(DirectoryInfo? folder, string name)
    {
        for (; folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
