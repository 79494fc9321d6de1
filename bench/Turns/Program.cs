using System.CommandLine;
using System.Text.Json;
using Turns.Bench;
using Turns.Bench.Clients;
using Turns.Bench.Measuring;
using Turns.Bench.Options;
using Turns.Bench.Platform;
using Turns.Bench.Reporting;
using Turns.Bench.Results;

const int Interrupted = 130;

var root = BenchOptions.Root();
root.SetAction(MeasureAsync);
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (BenchException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("Interrupted.");
    return Interrupted;
}

async Task<int> MeasureAsync(ParseResult arguments, CancellationToken cancellationToken)
{
    var plan = new Plan(
        arguments.GetValue(BenchOptions.Runs),
        arguments.GetValue(BenchOptions.Duration)!.Value,
        arguments.GetValue(BenchOptions.Warmup)!.Value,
        arguments.GetValue(BenchOptions.Think)!.Value,
        arguments.GetValue(BenchOptions.Wait)!.Value
    );
    var baseline = arguments.GetValue(BenchOptions.Baseline) is { } file ? ReadResult(file) : null;
    var target = await Target.FindAsync(
        arguments.GetValue(BenchOptions.Gateway),
        arguments.GetValue(BenchOptions.Platform)?.FullName
            ?? Environment.GetEnvironmentVariable("DEV_ROOT")
            ?? Directory.GetCurrentDirectory(),
        cancellationToken
    );
    using var http = new HttpClient { BaseAddress = target.Gateway };
    var signIn = new SignIn(http);
    var users = await signIn.ListCustomersAsync(cancellationToken);
    var runner = new Runner(target.Gateway, target.Pids, signIn, users, plan, cancellationToken);
    var result = new BenchResult
    {
        Command = string.Join(' ', ["./dev bench turns", .. args]),
        Date = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime),
        Commit = target.Commit,
        Machine = Machine.Read(),
        Settings = new Settings(plan.Duration.TotalSeconds, plan.Warmup.TotalSeconds, plan.Think.TotalSeconds),
        Users = users.Count,
        Levels = [],
    };
    if (baseline is not null && baseline.Settings != result.Settings)
    {
        Console.WriteLine("The baseline was measured with other settings; the ratios say little.");
    }

    var levels = arguments.GetValue(BenchOptions.Customers)!;
    var preparation = arguments.GetValue(BenchOptions.Prepare)!.Value;
    if (preparation > TimeSpan.Zero)
    {
        await runner.PrepareAsync(levels.Max(), preparation);
    }

    foreach (var customers in levels)
    {
        var level = await runner.MeasureAsync(customers);
        result = result with { Levels = [.. result.Levels, level] };
        ConsoleReport.Print(result, level, baseline);
    }

    if (arguments.GetValue(BenchOptions.Report) is { } markdown)
    {
        await File.WriteAllTextAsync(markdown.FullName, MarkdownReport.Write(result, baseline), cancellationToken);
    }

    if (arguments.GetValue(BenchOptions.Json) is { } json)
    {
        await File.WriteAllTextAsync(
            json.FullName,
            JsonSerializer.Serialize(result, BenchJson.Default.BenchResult) + '\n',
            cancellationToken
        );
    }

    return result.Levels.Any(static level => level.Failures.Count > 0 || Table.Errors(level) is not null) ? 1 : 0;
}

static BenchResult ReadResult(FileInfo file)
{
    try
    {
        return JsonSerializer.Deserialize(File.ReadAllText(file.FullName), BenchJson.Default.BenchResult)!;
    }
    catch (JsonException failure)
    {
        throw new BenchException($"{file.Name} is not what --json writes: {failure.Message}");
    }
}
