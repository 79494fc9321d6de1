using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AppHost.Local;

/// <summary>Tells a service where the dashboard is.</summary>
internal static class DashboardReference
{
    /// <summary>The name of Aspire's own resource, which is added when the application starts.</summary>
    private const string Name = "aspire-dashboard";

    /// <summary>
    /// Sets <c>Dashboard__Url</c>, the address where the dashboard really is reached (in tests it is not the configured one), and
    /// <c>Dashboard__BrowserToken</c>, which opens it. Neither without a dashboard.
    /// </summary>
    public static IResourceBuilder<T> WithDashboard<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment =>
        builder.WithEnvironment(context =>
        {
            var model = context.ExecutionContext.Services.GetRequiredService<DistributedApplicationModel>();
            if (model.Resources.OfType<IResourceWithEndpoints>().FirstOrDefault(resource => resource.Name == Name) is { } dashboard)
            {
                context.EnvironmentVariables["Dashboard__Url"] = dashboard.GetEndpoint("http");
                context.EnvironmentVariables["Dashboard__BrowserToken"] =
                    builder.ApplicationBuilder.Configuration["AppHost:BrowserToken"] ?? "";
            }
        });
}
