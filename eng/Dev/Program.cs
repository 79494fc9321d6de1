using Switchboard.Dev;

var repository = Environment.GetEnvironmentVariable("DEV_ROOT") ?? Directory.GetCurrentDirectory();
using var stop = new StopOnSignal();
try
{
    return await (
        args switch
        {
            ["ready"] => Ready.RunAsync(repository, stop.Token),
            ["down"] => Down.RunAsync(repository, stop.Token),
            ["status"] => Status.RunAsync(repository, json: false, stop.Token),
            ["status", "--json"] => Status.RunAsync(repository, json: true, stop.Token),
            ["test", .. var filters] => TestRun.RunAsync(repository, filters, stop.Token),
            ["eval", .. var rest] => EvaluationRun.RunAsync(repository, rest, stop.Token),
            _ => Usage(),
        }
    );
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 130;
}

static Task<int> Usage()
{
    Console.Error.WriteLine("Unknown command or arguments. './dev --help' lists them.");
    return Task.FromResult(2);
}
