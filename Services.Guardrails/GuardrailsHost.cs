using Services.Contracts.Topology;
using Services.Guardrails.Verdicts;

namespace Services.Guardrails;

/// <summary>The service, composed.</summary>
internal static class GuardrailsHost
{
    /// <summary>The application, not yet started.</summary>
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddPeerAuthentication(ServiceNames.Guardrails);
        builder.Services.AddVerdicts();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapDefaultEndpoints();
        app.MapVerdicts();
        return app;
    }
}
