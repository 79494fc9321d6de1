using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Health;

/// <summary>
/// Leaves out what is logged below <see cref="LogLevel.Warning"/> on behalf of a probe, by the framework and by the service, whatever the
/// configured levels are. They decide alone about everything else.
/// </summary>
internal sealed class ProbeLogFilter(IHttpContextAccessor requests) : IPostConfigureOptions<LoggerFilterOptions>
{
    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        var rules = options.Rules.Prepend(new LoggerFilterRule(null, null, options.MinLevel, null)).ToList();
        options.Rules.Clear();
        foreach (var rule in rules)
        {
            options.Rules.Add(WithoutProbes(rule));
        }
    }

    private LoggerFilterRule WithoutProbes(LoggerFilterRule rule) =>
        new(
            rule.ProviderName,
            rule.CategoryName,
            rule.LogLevel,
            (provider, category, level) => IsWanted(level) && rule.Filter?.Invoke(provider, category, level) != false
        );

    private bool IsWanted(LogLevel level) =>
        level >= LogLevel.Warning || requests.HttpContext is not { } request || !Probes.IsProbe(request);
}
