using Services.Evals.Suites;

namespace Services.Evals.Running;

/// <summary>Runs a whole suite against a running platform.</summary>
internal sealed class SuiteRunner(PlatformClient platform, int parallel, Action<string> report)
{
    /// <summary>Runs every scenario; results in the order of the suite.</summary>
    /// <exception cref="PlatformUnavailableException">The platform cannot be reached.</exception>
    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(EvaluationSuite suite, CancellationToken cancellationToken)
    {
        var users = await platform.ListUsersAsync(cancellationToken);
        var pool = await OrderPool.DiscoverAsync(platform, users, cancellationToken);
        report(
            $"{users.Count} demo users; orders: "
                + $"{string.Join(", ", pool.Orders.GroupBy(static o => o.Status).Select(static g => $"{g.Count()} {g.Key}"))}"
        );

        var runs = Assign(suite, users, pool);
        var results = new ScenarioResult[runs.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken };
        var runner = new ScenarioRunner(platform);
        await Parallel.ForEachAsync(
            runs.Index(),
            options,
            async (run, token) =>
            {
                var (index, (scenario, user, variables, skipped)) = run;
                results[index] = skipped is null
                    ? await runner.RunAsync(scenario, user!.User, variables, token)
                    : new ScenarioResult { Scenario = scenario, Skipped = skipped };
                report(
                    $"{(results[index] is { Skipped: not null } ? "skipped" : results[index].Passed ? "passed " : "FAILED ")} {scenario.Id}"
                );
            }
        );
        return results;
    }

    /// <summary>Scenarios that change an order choose first.</summary>
    private static List<Assignment> Assign(EvaluationSuite suite, IReadOnlyList<DemoUser> users, OrderPool pool)
    {
        var customers = users.Where(static u => u.Orders is { Count: > 0 }).ToList();
        var assigned = suite
            .Scenarios.Index()
            .OrderByDescending(static s => s.Item.Writes)
            .ToDictionary(static s => s.Index, s => Assign(s.Item, User(s.Item, s.Index), pool));
        return [.. suite.Scenarios.Index().Select(s => assigned[s.Index])];

        // Customers take turns, so that none of them comes to the platform's limits.
        DemoUser? User(Scenario scenario, int index) =>
            scenario.As == SuiteUsers.AnyCustomer
                ? customers.ElementAtOrDefault(index % Math.Max(1, customers.Count))
                : users.FirstOrDefault(u => u.User == scenario.As);
    }

    private static Assignment Assign(Scenario scenario, DemoUser? user, OrderPool pool)
    {
        if (user is null)
        {
            return new Assignment(scenario, null, [], $"there is no demo user '{scenario.As}'");
        }

        if (scenario.Order is not { } status)
        {
            return new Assignment(scenario, user, Variables(user, null, pool), null);
        }

        return pool.Take(status, scenario.As, scenario.Writes) is { } order
            ? new Assignment(scenario, order.Owner, Variables(order.Owner, order, pool), null)
            : new Assignment(scenario, null, [], $"no {status} order is left for it; a fresh database has one");
    }

    private static Dictionary<string, string> Variables(DemoUser user, PooledOrder? order, OrderPool pool)
    {
        var names = user.Name.Split(' ', 2);
        var variables = new Dictionary<string, string>
        {
            ["user.firstName"] = names[0],
            ["user.lastName"] = names[^1],
            ["run"] = Guid.NewGuid().ToString("N")[..6],
        };
        if (order is not null)
        {
            variables["order"] = order.Id;
        }

        if (pool.Orders.FirstOrDefault(o => o.Owner.User != user.User) is { } other)
        {
            variables["other.order"] = other.Id;
            variables["other.firstName"] = other.Owner.Name.Split(' ')[0];
        }

        return variables;
    }

    private sealed record Assignment(Scenario Scenario, DemoUser? User, Dictionary<string, string> Variables, string? Skipped);
}
