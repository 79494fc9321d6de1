using System.CommandLine;
using System.Globalization;

namespace Turns.Bench.Options;

/// <summary>What the command line takes.</summary>
internal static class BenchOptions
{
    public static readonly Option<IReadOnlyList<int>> Customers = Create<IReadOnlyList<int>>(
        "--customers",
        "How many talk at once, for example 8, or 1,8,16 to measure one after the other.",
        [1, 8, 16],
        ParseCounts,
        "1 to 1000, several with commas between"
    );

    public static readonly Option<TimeSpan?> Duration = CreateDuration("--duration", "What is measured of a run.", 40);

    public static readonly Option<TimeSpan?> Warmup = CreateDuration("--warmup", "What goes before it, in every run.", 10);

    public static readonly Option<TimeSpan?> Prepare = CreateDuration(
        "--prepare",
        "How long as many customers as ever talk before the first run.",
        60
    );

    public static readonly Option<TimeSpan?> Think = CreateDuration("--think", "A customer's mean pause after a reply.", 1);

    public static readonly Option<TimeSpan?> Wait = CreateDuration("--wait", "How long a run waits for other work to end at most.", 0);

    public static readonly Option<int> Runs = new("--runs")
    {
        Description = "Runs of each number of customers, of which the medians are told.",
        DefaultValueFactory = _ => 3,
    };

    public static readonly Option<Uri> Gateway = new("--gateway")
    {
        Description = "The gateway's address. Default: that of the platform that runs here.",
        CustomParser = static result =>
        {
            if (Uri.TryCreate(result.Tokens[0].Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                return address;
            }

            result.AddError("--gateway takes an address, for example http://127.0.0.1:5080.");
            return null;
        },
    };

    public static readonly Option<DirectoryInfo> Platform = new("--platform")
    {
        Description = "The checkout that the platform was started from. Default: this one.",
    };

    public static readonly Option<FileInfo> Baseline = new("--baseline") { Description = "What --json wrote earlier, to compare with." };

    public static readonly Option<FileInfo> Report = new("--report") { Description = "Write the Markdown report there." };

    public static readonly Option<FileInfo> Json = new("--json") { Description = "Write everything that was measured there." };

    public static RootCommand Root()
    {
        Runs.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > 99)
            {
                result.AddError("--runs takes 1 to 99.");
            }
        });
        Baseline.AcceptExistingOnly();
        Platform.AcceptExistingOnly();
        return new RootCommand("Measures whole turns on the running platform with customers in a closed loop.")
        {
            Customers,
            Duration,
            Warmup,
            Prepare,
            Think,
            Runs,
            Wait,
            Gateway,
            Platform,
            Baseline,
            Report,
            Json,
        };
    }

    /// <summary>Null if it is not understood.</summary>
    public static IReadOnlyList<int>? ParseCounts(string text)
    {
        var counts = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 1_000)
            {
                return null;
            }

            counts.Add(count);
        }

        return [.. counts.Distinct()];
    }

    /// <summary>Milliseconds, seconds or minutes; seconds without a unit. Null if it is not understood.</summary>
    public static TimeSpan? ParseDuration(string text)
    {
        var number = text.TrimEnd('m', 's');
        TimeSpan? unit = text[number.Length..] switch
        {
            "ms" => TimeSpan.FromMilliseconds(1),
            "s" or "" => TimeSpan.FromSeconds(1),
            "m" => TimeSpan.FromMinutes(1),
            _ => null,
        };
        return
            double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
            && unit * count is { } duration
            && duration <= TimeSpan.FromDays(1)
            ? duration
            : null;
    }

    private static Option<TimeSpan?> CreateDuration(string name, string description, int seconds) =>
        Create<TimeSpan?>(
            name,
            $"{description} For example 500ms, 40s or 2m.",
            TimeSpan.FromSeconds(seconds),
            ParseDuration,
            "a duration, for example 500ms, 40s or 2m"
        );

    private static Option<T> Create<T>(string name, string description, T otherwise, Func<string, T?> parse, string takes) =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result =>
            {
                if (parse(result.Tokens[0].Value) is { } value)
                {
                    return value;
                }

                result.AddError($"{name} takes {takes}.");
                return otherwise;
            },
        };
}
