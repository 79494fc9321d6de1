using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Microsoft.Extensions.AI;

/// <summary>Adds telemetry to a pipeline.</summary>
public static class OpenTelemetryChatClientBuilderExtensions
{
    /// <summary>A span and metrics for each call to the model, after OpenTelemetry's conventions for generative AI.</summary>
    public static ChatClientBuilder UseOpenTelemetry(
        this ChatClientBuilder builder,
        ILoggerFactory? loggerFactory = null,
        string? sourceName = null,
        Action<OpenTelemetryChatClient>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((innerClient, services) =>
        {
            loggerFactory ??= services.GetService<ILoggerFactory>();
            var client = new OpenTelemetryChatClient(innerClient, loggerFactory?.CreateLogger<OpenTelemetryChatClient>(), sourceName);
            configure?.Invoke(client);
            return client;
        });
    }
}
