namespace Services.Gateway.Cancellation;

internal static class CancellationRegistration
{
    /// <summary>The end of replies that nobody wants any more.</summary>
    public static IServiceCollection AddCancellation(this IServiceCollection services) => services.AddSingleton<TurnCanceller>();
}
