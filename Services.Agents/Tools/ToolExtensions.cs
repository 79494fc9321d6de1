using Services.Agents.Tools.Writes;

namespace Services.Agents.Tools;

/// <summary>Registers the tools.</summary>
internal static class ToolExtensions
{
    public static void AddTools(this IHostApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<AgentToolOptions>()
            .Bind(builder.Configuration.GetSection(AgentToolOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<WriteExecutor>();
        builder.Services.AddSingleton<ToolMetrics>();
        builder.Services.AddSingleton<Toolbox>();
    }
}
