using System.Globalization;
using System.Text;
using Services.Agents.Offline.Classification;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Reports;

namespace Services.Agents.Offline.Rendering;

/// <summary>Says what a report has: the sum first, then a small table.</summary>
internal static class ReportText
{
    private const int MaxRows = 13;
    private const int TopRows = 5;

    /// <summary>The report in words; without a period that was asked for, a customer's own is about all of their orders.</summary>
    public static string Describe(Report report, string intent, bool isPeriodNamed, string question)
    {
        var isAll = report.Scope == ReportScope.OwnOrders && !isPeriodNamed;
        var period = isAll ? "so far" : $"from {Day(report.FromDate)} to {Day(report.ToDate)}";
        if (report.Total.Orders == 0)
        {
            return $"There are no orders {period}.";
        }

        var own = report.Scope == ReportScope.OwnOrders;
        var orders = report.Total.Orders == 1 ? "1 order" : $"{report.Total.Orders} orders";
        var text = new StringBuilder(
            intent switch
            {
                Intents.Spending or Intents.Revenue or Intents.TopProducts => own
                    ? $"You spent **{Money.Format(report.Total.Value)}** on {orders} {period}{Without(report)}."
                    : $"Revenue was **{Money.Format(report.Total.Value)}** from {orders} {period}{Without(report)}.",
                _ => own
                    ? $"You placed **{orders}** {period}, worth {Money.Format(report.Total.Value)}."
                    : $"There were **{orders}** {period}, worth {Money.Format(report.Total.Value)}.",
            }
        );
        if (question.Contains("average", StringComparison.OrdinalIgnoreCase))
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $" That is {Money.Format(Money.Round(report.Total.Value / report.Total.Orders))} an order on average."
            );
        }

        AppendBest(text, report);
        AppendTable(text, report, intent == Intents.TopProducts ? TopRows : MaxRows);
        return text.ToString();
    }

    private static void AppendBest(StringBuilder text, Report report)
    {
        if (
            report.GroupedBy == ReportGrouping.Status
            || report.Groups.Count < 2
            || report.Groups.MaxBy(group => group.Value) is not { Group: { } name } best
        )
        {
            return;
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $" The most was {(report.GroupedBy == ReportGrouping.Month ? $"in {MonthName(name)}" : $"for **{Markdown.Escape(name)}**")}: "
                + $"{Money.Format(best.Value)}."
        );
    }

    private static void AppendTable(StringBuilder text, Report report, int rows)
    {
        if (report.Groups.Count == 0)
        {
            return;
        }

        text.Append(
            CultureInfo.InvariantCulture,
            $"\n\n| {EnumNames.Of(report.GroupedBy)} | orders | items | value |\n|---|---:|---:|---:|\n"
        );
        var shown = report.GroupedBy == ReportGrouping.Month ? report.Groups.TakeLast(rows) : report.Groups.Take(rows);
        foreach (var group in shown)
        {
            var name = report.GroupedBy == ReportGrouping.Month ? MonthName(group.Group ?? "") : Markdown.Escape(group.Group);
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {group.Orders} | {group.Items} | {Money.Format(group.Value)} |\n");
        }

        if (report.Groups.Count > rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n… and {report.Groups.Count - rows} more.");
        }

        while (text[^1] == '\n')
        {
            text.Length--;
        }
    }

    private static string Without(Report report) => report.CancelledIncluded ? "" : ", cancelled orders left out";

    private static string Day(string iso) =>
        DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)
            : Markdown.Escape(iso);

    private static string MonthName(string iso) =>
        DateOnly.TryParseExact(iso + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day.ToString("MMMM yyyy", CultureInfo.InvariantCulture)
            : Markdown.Escape(iso);
}
