using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LocalAspire.Control;
using LocalAspire.Supervision;
using Microsoft.Extensions.DependencyInjection;

namespace LocalAspire;

internal static class LocalAspireServices
{
    public static IServiceCollection AddLocalAspire(this IServiceCollection services) => services
        .AddSingleton<StatusBoard>()
        .AddSingleton<LaunchEnvironment>()
        .AddSingleton<Platform>()
        .AddSingleton<ForegroundHost>()
        .AddSingleton(provider => new ResourceNotificationService(provider.GetRequiredService<StatusBoard>()))
        .AddSingleton(provider => new ResourceCommandService(provider.GetRequiredService<Platform>()));
}
