using System.Diagnostics;
using Turns.Bench.Clients;
using Turns.Bench.Platform;
using Turns.Bench.Reporting;
using Turns.Bench.Results;

namespace Turns.Bench.Measuring;

/// <summary>Runs of so many customers each, one after the other, on a platform that runs already.</summary>
internal sealed class Runner(
    Uri gateway,
    ILookup<string, int> pids,
    SignIn signIn,
    IReadOnlyList<DemoUser> users,
    Plan plan,
    CancellationToken interruption
)
{
    public async Task<Level> MeasureAsync(int customers)
    {
        var runs = new List<Run>();
        var failures = new List<string>();
        for (var number = 1; number <= plan.Runs; number++)
        {
            try
            {
                await new QuietMachine(plan.Patience).WaitAsync(interruption);
                Progress.Show($"{Table.Customers(customers)}, run {number} of {plan.Runs}");
                runs.Add(await RunAsync(customers, plan.Warmup, plan.Duration));
            }
            catch (BenchException failure)
            {
                failures.Add($"run {number}: {failure.Message}");
            }
        }

        Progress.Clear();
        return new Level(customers, runs, failures);
    }

    /// <summary>Turns that are not measured: code that has not run yet is compiled, connections are opened.</summary>
    public async Task PrepareAsync(int customers, TimeSpan duration)
    {
        Progress.Show($"Preparing: {Table.Customers(customers)} for {duration.TotalSeconds:0} s");
        await RunAsync(customers, TimeSpan.Zero, duration);
        Progress.Clear();
    }

    private async Task<Run> RunAsync(int count, TimeSpan warmup, TimeSpan duration)
    {
        var loadBefore = Machine.Load();
        var customers = new List<Customer>();
        try
        {
            for (var number = 0; number < count; number++)
            {
                customers.Add(await ConnectAsync(number));
            }

            var isOver = false;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(interruption);
            Task<IReadOnlyList<Turn>>[] conversations =
            [
                .. customers.Select(customer => customer.ConverseAsync(plan.Think, () => Volatile.Read(ref isOver), stop.Token)),
            ];
            var all = GatherAsync(conversations);
            try
            {
                await ElapseAsync(warmup, all);
                var before = ProcessTable.Read();
                var begunAt = Stopwatch.GetTimestamp();
                await ElapseAsync(duration, all);
                var after = ProcessTable.Read();
                var endedAt = Stopwatch.GetTimestamp();
                var loadAfter = Machine.Load();
                Volatile.Write(ref isOver, true);
                var turns = await all;
                return Result(
                    [.. turns.Where(turn => turn.BegunAt >= begunAt && turn.BegunAt < endedAt)],
                    Stopwatch.GetElapsedTime(begunAt, endedAt).TotalSeconds,
                    before,
                    after,
                    (loadBefore, loadAfter)
                );
            }
            finally
            {
                await stop.CancelAsync();
                await Task.WhenAll((Task[])[all, .. conversations]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            foreach (var customer in customers)
            {
                await customer.DisposeAsync();
            }
        }
    }

    private async Task<Customer> ConnectAsync(int number)
    {
        var user = users[number % users.Count];
        try
        {
            return await Customer.ConnectAsync(gateway, await signIn.TokenAsync(user.User, interruption), number, user, interruption);
        }
        catch (RefusedException refusal)
        {
            throw new BenchException(
                $"The gateway refused a connection: {refusal.Code}.{RateLimits.Advice(refusal.Code, RateLimits.Connections)}"
            );
        }
    }

    // Fails with the first customer who does.
    private static async Task<IReadOnlyList<Turn>> GatherAsync(IEnumerable<Task<IReadOnlyList<Turn>>> conversations)
    {
        var turns = new List<Turn>();
        await foreach (var conversation in Task.WhenEach(conversations))
        {
            turns.AddRange(await conversation);
        }

        return turns;
    }

    private async Task ElapseAsync(TimeSpan duration, Task conversations)
    {
        if (await Task.WhenAny(Task.Delay(duration, interruption), conversations) == conversations)
        {
            await conversations;
        }

        interruption.ThrowIfCancellationRequested();
    }

    private Run Result(
        IReadOnlyList<Turn> turns,
        double seconds,
        ProcessTable before,
        ProcessTable after,
        (double Before, double After) load
    )
    {
        Turn[] complete = [.. turns.Where(static turn => turn.Failure is null)];
        if (complete.Length == 0)
        {
            var reasons = string.Join(", ", turns.Select(static turn => turn.Failure).Distinct());
            throw new BenchException(
                turns.Count == 0 ? "No turn began." : $"No turn was completed: {reasons}.{RateLimits.Advice(reasons, RateLimits.Messages)}"
            );
        }

        if (pids.SelectMany(static resource => resource).Any(pid => !before.Has(pid) || !after.Has(pid)))
        {
            throw new BenchException("A process of the platform ended in the middle of the run.");
        }

        var cpu = pids.ToDictionary(
            static resource => resource.Key,
            resource => resource.Sum(pid => after.TreeSeconds(pid) - before.TreeSeconds(pid))
        );
        var generator = after.TreeSeconds(Environment.ProcessId) - before.TreeSeconds(Environment.ProcessId);
        return new Run
        {
            Turns = complete.Length,
            TurnsPerSecond = Math.Round(complete.Length / seconds, 3),
            Acknowledgement = Latency.Of(complete.Select(static turn => turn.AcknowledgedMs)),
            FirstToken = Latency.Of(complete.Select(static turn => turn.FirstTokenMs).OfType<double>()),
            Completion = Latency.Of(complete.Select(static turn => turn.CompletedMs)),
            CpuMs = cpu.ToDictionary(static used => used.Key, used => Math.Round(1_000 * used.Value / complete.Length, 2)),
            Errors = turns.Where(static t => t.Failure is not null).CountBy(static t => t.Failure!).ToDictionary(),
            LoadBefore = load.Before,
            LoadAfter = load.After,
            OtherCores = Math.Round(Math.Max(0, after.BusySeconds - before.BusySeconds - cpu.Values.Sum() - generator) / seconds, 3),
            GeneratorCores = Math.Round(generator / seconds, 3),
        };
    }
}

/// <summary>How it is measured.</summary>
/// <param name="Runs">Of each number of customers.</param>
/// <param name="Duration">What is measured of a run.</param>
/// <param name="Warmup">What goes before.</param>
/// <param name="Think">Mean pause of a customer between a reply and the next message.</param>
/// <param name="Patience">How long a run waits for other work on the machine to end.</param>
internal sealed record Plan(int Runs, TimeSpan Duration, TimeSpan Warmup, TimeSpan Think, TimeSpan Patience);
