namespace Services.Gateway.Turns;

internal static class TurnsRegistration
{
    /// <summary>Messages that begin turns, and what is done with turns.</summary>
    public static IServiceCollection AddTurns(this IServiceCollection services)
    {
        services.AddSingleton<TurnIntake>();
        services.AddSingleton<ApprovalAnswers>();
        services.AddSingleton<ReplyPolicyEnforcer>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, TurnsJson.Default));
        return services;
    }
}
