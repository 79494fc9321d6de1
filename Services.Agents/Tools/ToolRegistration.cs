using Services.Agents.Tools.Writes;

namespace Services.Agents.Tools;

/// <summary>Registers the tools.</summary>
internal static class ToolRegistration
{
    public static void AddTools(this IHostApplicationBuilder builder)
    {
        builder
            .Services.AddOptions<AgentToolOptions>()
            .BindConfiguration(AgentToolOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder
            .Services.AddOptions<StaffApprovalOptions>()
            .BindConfiguration(StaffApprovalOptions.Section)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        builder.Services.AddSingleton<WriteExecutor>();
        builder.Services.AddSingleton<ToolMetrics>();
        builder.Services.AddSingleton<ToolFactory>();
    }
}
