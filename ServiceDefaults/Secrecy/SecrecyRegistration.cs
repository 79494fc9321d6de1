using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Secrecy;

/// <summary>Keeps what lets somebody in out of logs and traces, whatever the settings are.</summary>
internal static class SecrecyRegistration
{
    /// <summary>A request that is none is logged with its first line, the query in it, by Kestrel.</summary>
    private const string MalformedRequests = "Microsoft.AspNetCore.Server.Kestrel.BadRequests";

    public static void AddSecrecy(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IHttpContextFactory, SecretHttpContextFactory>();
        builder.Services.PostConfigure<LoggerFilterOptions>(WithoutMalformedRequests);
    }

    private static void WithoutMalformedRequests(LoggerFilterOptions options)
    {
        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            options.Rules.Add(new LoggerFilterRule(provider, MalformedRequests, LogLevel.Warning, filter: null));
        }
    }
}
