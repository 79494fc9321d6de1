namespace Services.Agents.Routing;

/// <summary>Registers the router.</summary>
internal static class TriageExtensions
{
    public static void AddTriage(this IHostApplicationBuilder builder) =>
        builder.Services.AddSingleton<ITriage>(_ => new ClassifierTriage(IntentClassifier.Shared));
}
