using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Microsoft.Extensions.AI;

/// <summary>Adds logging to a pipeline.</summary>
public static class LoggingChatClientBuilderExtensions
{
    /// <summary>Logs each call to the model; adds nothing where no logger is configured.</summary>
    public static ChatClientBuilder UseLogging(
        this ChatClientBuilder builder, ILoggerFactory? loggerFactory = null, Action<LoggingChatClient>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use((innerClient, services) =>
        {
            loggerFactory ??= services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
            if (loggerFactory == NullLoggerFactory.Instance)
            {
                return innerClient;
            }

            var client = new LoggingChatClient(innerClient, loggerFactory.CreateLogger<LoggingChatClient>());
            configure?.Invoke(client);
            return client;
        });
    }
}
