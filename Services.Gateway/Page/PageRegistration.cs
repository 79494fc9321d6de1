namespace Services.Gateway.Page;

internal static class PageRegistration
{
    /// <summary>The page, as files.</summary>
    public static IServiceCollection AddPage(this IServiceCollection services)
    {
        services.AddOptions<PageOptions>().BindConfiguration(PageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<PageFolder>();
        services.AddSingleton<PageRoutes>();
        services.AddSingleton<PageSecurity>();
        return services;
    }

    /// <summary>Serves the page where no endpoint answers.</summary>
    public static IApplicationBuilder UsePage(this IApplicationBuilder app) => app.UseMiddleware<PageMiddleware>();
}
