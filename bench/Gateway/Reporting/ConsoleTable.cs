namespace Gateway.Bench.Reporting;

/// <summary>A scenario's results for a terminal.</summary>
internal static class ConsoleTable
{
    private const int LabelWidth = 32;
    private const int NumberWidth = 12;

    public static void Print(ScenarioResult result)
    {
        Console.WriteLine();
        Console.WriteLine(result.Scenario.Title);
        foreach (var cells in result.Rows().Select(static row => row.Cells()).Prepend(MetricRow.Headings))
        {
            Console.WriteLine(
                string.Concat(
                        $"  {cells[0]}".PadRight(LabelWidth),
                        cells[1].PadLeft(NumberWidth),
                        cells[2].PadLeft(NumberWidth),
                        cells[3].PadLeft(NumberWidth),
                        "   ",
                        cells[4].PadRight(LabelWidth),
                        cells[5]
                    )
                    .TrimEnd()
            );
        }

        foreach (var failure in result.Failures)
        {
            Console.WriteLine($"  failed: {failure}");
        }
    }
}
