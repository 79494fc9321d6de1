using Services.Contracts.Topology;
using Services.Evals.Runtime;

namespace Services.Evals;

/// <summary>The service, composed.</summary>
internal static class EvalsHost
{
    /// <summary>The application, not yet started.</summary>
    /// <param name="args">Settings from the command line.</param>
    /// <param name="configure">Changes before it is built; for tests.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        builder.AddServiceDefaults();
        builder.AddPeerSigning(ServiceNames.Evals);
        builder.AddPeerAuthentication(ServiceNames.Evals);
        builder.AddRuntimeEvaluation();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        return app;
    }
}
