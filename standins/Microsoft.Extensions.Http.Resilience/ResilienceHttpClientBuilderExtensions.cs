using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds resilience to an HTTP client.</summary>
public static class ResilienceHttpClientBuilderExtensions
{
    /// <summary>Adds the standard pipeline with its defaults; configure it through the returned builder.</summary>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder)
    {
        var name = $"{builder.Name}-standard";
        builder.AddHttpMessageHandler(services => new ResilienceHandler(Pipelines.Of(services).Get(name)));
        builder.Services.TryAddSingleton<Pipelines>();
        return new StandardResiliencePipelineBuilder(name, builder.Services);
    }

    /// <summary>Adds the standard pipeline, configured.</summary>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(
        this IHttpClientBuilder builder, Action<HttpStandardResilienceOptions> configure) =>
        builder.AddStandardResilienceHandler().Configure(configure);

    private sealed record StandardResiliencePipelineBuilder(string PipelineName, IServiceCollection Services) : IHttpStandardResiliencePipelineBuilder;

    /// <summary>One pipeline per name for the whole process: a circuit breaker must outlive the pooled handlers.</summary>
    private sealed class Pipelines(IOptionsMonitor<HttpStandardResilienceOptions> options, TimeProvider? time = null)
    {
        private readonly Dictionary<string, ResiliencePipeline<HttpResponseMessage>> _byName = [];
        private readonly Lock _lock = new();

        public static Pipelines Of(IServiceProvider services) => services.GetRequiredService<Pipelines>();

        public ResiliencePipeline<HttpResponseMessage> Get(string name)
        {
            lock (_lock)
            {
                if (_byName.TryGetValue(name, out var pipeline))
                {
                    return pipeline;
                }

                var settings = options.Get(name);
                return _byName[name] = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }
                    .AddTimeout(settings.TotalRequestTimeout)
                    .AddRetry(settings.Retry)
                    .AddCircuitBreaker(settings.CircuitBreaker)
                    .AddTimeout(settings.AttemptTimeout)
                    .Build();
            }
        }
    }
}

/// <summary>The standard pipeline of one client.</summary>
public interface IHttpStandardResiliencePipelineBuilder
{
    /// <summary>Name under which its options are kept.</summary>
    string PipelineName { get; }

    /// <summary>The host's services.</summary>
    IServiceCollection Services { get; }
}

/// <summary>Configures the standard pipeline.</summary>
public static class HttpStandardResiliencePipelineBuilderExtensions
{
    /// <summary>Changes its options.</summary>
    public static IHttpStandardResiliencePipelineBuilder Configure(
        this IHttpStandardResiliencePipelineBuilder builder, Action<HttpStandardResilienceOptions> configure)
    {
        builder.Services.Configure(builder.PipelineName, configure);
        return builder;
    }
}
