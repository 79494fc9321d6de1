using System.Globalization;
using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Json;
using Services.Retail.Reports;
using Services.Retail.Tools;
using static Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>Counts, spending and revenue: over the caller's own orders, or for staff over all.</summary>
internal sealed class AnalyticsSkill : ISkill
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } = [Spending, OrderCount, Revenue, TopProducts, OrderStatistics];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context)
    {
        var intent = context.State.Intent;
        var tool = intent is OrderCount or OrderStatistics ? ToolNames.OrderStatistics : ToolNames.RevenueReport;
        List<(string, string)> arguments = [("group_by", EnumNames.Of(Grouping(context.State)))];
        var texts = context.State.Task.Select(mentions => mentions.Text);
        var (period, question) = context.Caller.Today is { } today ? Period.Find(texts, today) : default;
        if (question is not null)
        {
            return new ReplyAction(question);
        }

        if (period is { } named)
        {
            arguments.Add(("from_date", named.From.ToString("O", CultureInfo.InvariantCulture)));
            arguments.Add(("to_date", named.To.ToString("O", CultureInfo.InvariantCulture)));
        }

        return context.TryRead(tool, [.. arguments], ReportJson.Default.Report, out var report, out var action)
            ? new ReplyAction(ReportText.Describe(report, intent, period is not null, context.Last.Text))
            : action;
    }

    private static ReportGrouping Grouping(DialogueState state)
    {
        foreach (var mentions in state.Task.Reverse())
        {
            var words = new WordSet(mentions.Text);
            if (words.Has("by status") || words.Has("per status"))
            {
                return ReportGrouping.Status;
            }

            if (
                words.Has("product")
                || words.Has("products")
                || words.Has("item")
                || words.Has("items")
                || words.Has("sellers")
                || words.Has("bestsellers")
            )
            {
                return ReportGrouping.Product;
            }

            if (words.Has("month") || words.Has("months") || words.Has("monthly") || words.Has("trend"))
            {
                return ReportGrouping.Month;
            }
        }

        return state.Intent switch
        {
            TopProducts => ReportGrouping.Product,
            OrderCount or OrderStatistics => ReportGrouping.Status,
            _ => ReportGrouping.Month,
        };
    }
}
