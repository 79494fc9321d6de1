using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace Switchboard.Testing;

/// <summary>Holds that a step is cheap on every text.</summary>
internal static class ProcessorTime
{
    /// <summary>
    /// What one call may take of the processor: 50 ms, and twice as much where the code is not optimised, since a machine may be half as
    /// fast as the next. What is not linear takes seconds.
    /// </summary>
#if DEBUG
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);
#else
    public static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(50);
#endif

    private const int Attempts = 5;
    private const int Shown = 12;

    // Beyond noise: no second attempt would bring it below the limit.
    private static readonly TimeSpan Hopeless = 10 * Limit;

    /// <summary>
    /// Runs the step on each text after one round of warming up; a text that takes longer than the limit has some more attempts, of which
    /// the best counts, since another thread may have dirtied the caches or the collector may have come by. The step must do its work on
    /// the thread that it is called on.
    /// </summary>
    public static void AssertWithinLimit(IReadOnlyList<HostileText> texts, Action<string> step)
    {
        foreach (var text in HostileTexts.OfRuns().Take(3))
        {
            Measure(text.Text[..100], step);
        }

        var costs = texts.Select(text => (text.Name, Cost: BestOf(text.Text, step))).OrderByDescending(static row => row.Cost).ToList();
        var over = costs.Where(static row => row.Cost > Limit).ToList();

        TestContext.Current.TestOutputHelper?.WriteLine($"{texts.Count} texts, the dearest: {Describe(costs)}");
        Assert.True(over.Count == 0, $"{over.Count} of {texts.Count} texts take more than {Limit.TotalMilliseconds} ms: {Describe(over)}");
    }

    private static TimeSpan BestOf(string text, Action<string> step)
    {
        var best = Measure(text, step);
        for (var attempt = 1; attempt < Attempts && best > Limit && best < Hopeless; attempt++)
        {
            var again = Measure(text, step);
            best = again < best ? again : best;
        }

        return best;
    }

    private static TimeSpan Measure(string text, Action<string> step)
    {
        var before = ThreadClock.Now;
        try
        {
            step(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Far beyond the limit: what it has cost until then says so.
        }

        return ThreadClock.Now - before;
    }

    private static string Describe(IEnumerable<(string Name, TimeSpan Cost)> costs) =>
        string.Join(
            ", ",
            costs
                .Take(Shown)
                .Select(static row => string.Create(CultureInfo.InvariantCulture, $"{row.Name}: {row.Cost.TotalMilliseconds:0.0} ms"))
        );
}
