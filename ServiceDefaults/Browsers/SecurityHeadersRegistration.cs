using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ServiceDefaults.Browsers;

/// <summary>Registers <see cref="SecurityHeadersMiddleware"/>.</summary>
internal static class SecurityHeadersRegistration
{
    /// <summary>Before all other middleware, the host filter among it: what they refuse has the headers too.</summary>
    public static void AddSecurityHeaders(this IHostApplicationBuilder builder) =>
        builder.Services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, StartupFilter>());

    private sealed class StartupFilter : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.UseMiddleware<SecurityHeadersMiddleware>();
                next(app);
            };
    }
}
