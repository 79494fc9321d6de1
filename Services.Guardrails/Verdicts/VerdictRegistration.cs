using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Services.Contracts.Json;

namespace Services.Guardrails.Verdicts;

/// <summary>Registration of the verdicts.</summary>
internal static class VerdictRegistration
{
    public static void AddVerdicts(this IServiceCollection services)
    {
        services.AddOptions<GuardrailOptions>().BindConfiguration(GuardrailOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services
            .AddOptions<KestrelServerOptions>()
            .Configure<IOptions<GuardrailOptions>>(
                static (kestrel, options) => kestrel.Limits.MaxRequestBodySize = options.Value.MaxRequestBytes
            );
        services.ConfigureHttpJsonOptions(static options =>
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ContractsJson.Default)
        );
        services.AddProblemDetails();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<GuardrailTelemetry>();
        services.AddSingleton<InputGuard>();
        services.AddSingleton<OutputGuard>();
        services.AddHostedService<GuardrailWarmUp>();
    }
}
