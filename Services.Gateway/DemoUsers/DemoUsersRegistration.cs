namespace Services.Gateway.DemoUsers;

internal static class DemoUsersRegistration
{
    /// <summary>Who can be signed in without a password, in development.</summary>
    public static IServiceCollection AddDemoUsers(this IServiceCollection services)
    {
        services.AddSingleton<IDemoUsers, DemoUserDirectory>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, DemoUsersJson.Default));
        return services;
    }
}
