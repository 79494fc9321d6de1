namespace Services.Agents.Routing;

/// <summary>Registers the router.</summary>
internal static class TriageRegistration
{
    public static void AddTriage(this IHostApplicationBuilder builder) => builder.Services.AddSingleton<ITriage, ClassifierTriage>();
}
