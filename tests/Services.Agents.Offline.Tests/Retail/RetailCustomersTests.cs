using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Contracts.Access;
using Services.Retail;

namespace Services.Agents.Offline.Tests.Retail;

/// <summary>
/// Customers of the public retail tasks (τ²-bench, MIT) talk to the offline model in words of our own, each once and without a rephrase;
/// the shop has to end as the task's gold actions leave it. Needs the public data beside the repository, and says so where it is not.
/// </summary>
public sealed class RetailCustomersTests
{
    // Messages and proposals of one customer.
    private const int MaxSteps = 40;

    private static readonly string Data = Path.Combine(RepositoryRoot(), "..", "shared", "data", "retail");

    [Fact]
    public async Task Customers_OfThePublicTasks_EndRight()
    {
        Assert.SkipUnless(File.Exists(Path.Combine(Data, "db.json")), "The public retail data is not beside the repository.");
        var tasks = ReadTasks();

        List<string> wrong = [];
        var customers = Customers().ToList();
        foreach (var (task, lines) in customers)
        {
            var gold = await GoldAsync(tasks[task]);
            if (Fingerprint(await TalkAsync(lines)) != Fingerprint(gold))
            {
                wrong.Add(task);
            }
        }

        TestContext.Current.SendDiagnosticMessage(
            "{0} of {1} right; wrong: {2}",
            customers.Count - wrong.Count,
            customers.Count,
            string.Join(", ", wrong)
        );
        Assert.True(customers.Count - wrong.Count >= customers.Count * 3 / 4, $"Wrong are the tasks {string.Join(", ", wrong)}.");
    }

    private static async Task<MemoryShop> TalkAsync(IReadOnlyList<string> lines)
    {
        var shop = new MemoryShop(Load());
        using var talk = new Conversation(shop, Role.Customer, customerId: null);
        var said = new Queue<string>(lines);
        for (var step = 0; step < MaxSteps && said.TryDequeue(out var line); step++)
        {
            if (line == "!wait")
            {
                continue;
            }

            await talk.SayAsync(line);
            while (talk.Pending is not null && step++ < MaxSteps && !(said.TryPeek(out var next) && next == "!wait"))
            {
                await talk.AnswerAsync(approved: true);
            }
        }

        return shop;
    }

    private static async Task<MemoryShop> GoldAsync(JsonElement task)
    {
        var shop = new MemoryShop(Load());
        var tools = shop.Tools.OfType<AIFunction>().ToDictionary(tool => tool.Name);
        foreach (var action in task.GetProperty("evaluation_criteria").GetProperty("actions").EnumerateArray())
        {
            if (tools.TryGetValue(action.GetProperty("name").GetString()!, out var tool))
            {
                var arguments = action
                    .GetProperty("arguments")
                    .EnumerateObject()
                    .ToDictionary(pair => pair.Name, object? (pair) => pair.Value);
                await tool.InvokeAsync(new AIFunctionArguments(arguments), TestContext.Current.CancellationToken);
            }
        }

        return shop;
    }

    private static IEnumerable<(string Task, IReadOnlyList<string> Lines)> Customers() =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Retail", "customers.txt"))
            .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
            .Select(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Where(lines => lines[0].StartsWith("# ", StringComparison.Ordinal))
            .Select(lines => (lines[0][2..].Trim(), (IReadOnlyList<string>)lines[1..]));

    private static Dictionary<string, JsonElement> ReadTasks()
    {
        using var tasks = JsonDocument.Parse(File.ReadAllText(Path.Combine(Data, "tasks-train.json")));
        return tasks.RootElement.EnumerateArray().ToDictionary(task => task.GetProperty("id").GetString()!, task => task.Clone());
    }

    private static RetailData Load()
    {
        using var file = File.OpenRead(Path.Combine(Data, "db.json"));
        return JsonSerializer.Deserialize(file, RetailJson.Default.RetailData)!;
    }

    private static string Fingerprint(MemoryShop shop)
    {
        using var json = JsonDocument.Parse(JsonSerializer.Serialize(shop.Data, RetailJson.Default.RetailData));
        return string.Join('\n', Sorted("orders").Concat(Sorted("users")));

        IEnumerable<string> Sorted(string part) =>
            json
                .RootElement.GetProperty(part)
                .EnumerateObject()
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(entry => entry.Value.GetRawText());
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Platform.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? ".";
    }
}
