using LocalAspire.Control;

namespace Switchboard.Dev;

/// <summary>
/// <c>eval</c>: the evaluation suite against the running platform, otherwise against one that is started for it and stopped again.
/// </summary>
internal static class EvaluationRun
{
    public static async Task<int> RunAsync(string repository, string[] arguments, CancellationToken cancellationToken)
    {
        if (HostState.Read(Paths.Data(repository)) is { } running)
        {
            using var client = new ControlClient(running);
            var status = await client.StatusAsync(cancellationToken);
            return await EvaluateAsync(repository, status, arguments, Console.WriteLine, cancellationToken);
        }

        Console.WriteLine("The platform does not run; starting one for the evaluation.");
        return await IsolatedPlatform.UseAsync(
            repository,
            Progress.Write,
            status => EvaluateAsync(repository, status, arguments, Console.WriteLine, cancellationToken),
            cancellationToken
        );
    }

    public static Task<int> EvaluateAsync(
        string repository,
        PlatformStatus status,
        string[] arguments,
        Action<string> output,
        CancellationToken cancellationToken
    ) =>
        LocalAspire.Processes.Tool.RunAsync(
            new LocalAspire.Processes.LaunchPlan
            {
                FileName = Paths.DotNet,
                Arguments = [Paths.Assembly(repository, "Services.Evals"), "run", "--gateway", status.Addresses["gateway"], .. arguments],
                WorkingDirectory = Path.Combine(repository, "Services.Evals"),
            },
            output,
            cancellationToken
        );
}
