namespace Switchboard.Dev;

/// <summary>
/// <c>eval</c>: the evaluation suite against the running platform, otherwise against one that is started for it and stopped again.
/// </summary>
internal static class EvaluationRun
{
    public static async Task<int> RunAsync(string repository, string[] arguments, CancellationToken cancellationToken)
    {
        if (await AspireCli.FindAsync(repository, cancellationToken) is { } host)
        {
            var status = await PlatformStatus.ReadAsync(repository, host, cancellationToken);
            return await EvaluateAsync(repository, status.Addresses["gateway"], arguments, Console.WriteLine, cancellationToken);
        }

        Console.WriteLine("The platform does not run; starting one for the evaluation.");
        return await IsolatedPlatform.UseAsync(
            repository,
            Console.WriteLine,
            gateway => EvaluateAsync(repository, gateway, arguments, Console.WriteLine, cancellationToken),
            cancellationToken
        );
    }

    public static Task<int> EvaluateAsync(
        string repository,
        string gateway,
        string[] arguments,
        Action<string> output,
        CancellationToken cancellationToken
    ) =>
        Tool.RunAsync(
            Paths.DotNet,
            [Paths.Assembly(repository, "Services.Evals"), "run", "--gateway", gateway, .. arguments],
            Path.Combine(repository, "Services.Evals"),
            output,
            cancellationToken
        );
}
