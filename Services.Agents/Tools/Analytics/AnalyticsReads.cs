using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Services.Agents.Tools.Calls;
using Services.Contracts.Access;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Reports;

namespace Services.Agents.Tools.Analytics;

/// <summary>Questions over many orders: for staff over all, for a customer over their own.</summary>
/// <remarks>Methods and parameters have the names that models see.</remarks>
internal sealed class AnalyticsReads(NpgsqlDataSource source, TimeProvider time, Caller caller)
{
    private const int MaxGroups = 50;
    private const int MaxYears = 5;
    private const string GroupBy = "How to group: 'month', 'status' or 'product'.";
    private const string From =
        "First day, such as '2025-01-31'. Default: a year before the last day; for a customer's own orders all of the last five years.";
    private const string To = "Last day, such as '2025-12-31'. Default: today.";

    [Description("Count orders and items and their value, grouped by month, status or product. A customer's own orders; for staff all.")]
    public async Task<JsonElement> order_statistics(
        [Description(GroupBy)] string group_by,
        [Description(From)] string? from_date = null,
        [Description(To)] string? to_date = null,
        CancellationToken cancellationToken = default
    ) => await ReportAsync(group_by, from_date, to_date, withCancelled: true, cancellationToken);

    [Description(
        "Revenue of orders that were not cancelled, grouped by month, status or product: for staff the shop's, for a customer "
            + "what they spent."
    )]
    public async Task<JsonElement> revenue_report(
        [Description(GroupBy)] string group_by,
        [Description(From)] string? from_date = null,
        [Description(To)] string? to_date = null,
        CancellationToken cancellationToken = default
    ) => await ReportAsync(group_by, from_date, to_date, withCancelled: false, cancellationToken);

    private async Task<JsonElement> ReportAsync(
        string groupBy,
        string? fromDate,
        string? toDate,
        bool withCancelled,
        CancellationToken cancellationToken
    )
    {
        if (!EnumNames.TryParse<ReportGrouping>(groupBy.Trim().ToLowerInvariant(), out var grouping))
        {
            throw new ToolRefusedException("group_by has to be 'month', 'status' or 'product'.");
        }

        var key = grouping switch
        {
            ReportGrouping.Month => "to_char(o.ordered_at AT TIME ZONE 'UTC', 'YYYY-MM')",
            ReportGrouping.Status => "o.status",
            _ => "i.name",
        };
        var (from, to) = Period(fromDate, toDate);
        var order = grouping == ReportGrouping.Month ? "1" : "4 DESC, 1";
        await using var command = source.CreateCommand(
            $"""
            select {key}, count(distinct o.order_id)::int, count(*)::int, sum(i.price)
            from agents.orders o
            CROSS join lateral jsonb_to_recordset(o.items) as i (name text, price numeric)
            where o.ordered_at >= $1 and o.ordered_at < $2
              and ($3::text is null or o.user_id = $3)
              and ($4 or o.status <> $5)
            group by ROLLUP ({key})
            order by grouping({key}) desc, {order}
            limit {MaxGroups + 1}
            """
        );
        command.Parameters.Add(new() { Value = new DateTimeOffset(from.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) });
        command.Parameters.Add(new() { Value = new DateTimeOffset(to.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) });
        command.Parameters.Add(new() { Value = (object?)caller.OnlyCustomer() ?? DBNull.Value });
        command.Parameters.Add(new() { Value = withCancelled });
        command.Parameters.Add(new() { Value = EnumNames.Of(OrderStatus.Cancelled) });

        Figures total = new()
        {
            Orders = 0,
            Items = 0,
            Value = 0,
        };
        List<Figures> groups = [];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var figures = new Figures
            {
                Group = reader.IsDBNull(0) ? null : reader.GetString(0),
                Orders = reader.GetInt32(1),
                Items = reader.GetInt32(2),
                Value = reader.IsDBNull(3) ? 0 : Money.Round(reader.GetDecimal(3)),
            };
            if (figures.Group is null)
            {
                total = figures;
            }
            else
            {
                groups.Add(figures);
            }
        }

        return JsonSerializer.SerializeToElement(
            new Report
            {
                Scope = Roles.IsStaff(caller.Role) ? ReportScope.AllCustomers : ReportScope.OwnOrders,
                GroupedBy = grouping,
                FromDate = from.ToString("O", CultureInfo.InvariantCulture),
                ToDate = to.ToString("O", CultureInfo.InvariantCulture),
                CancelledIncluded = withCancelled,
                Total = total,
                Groups = groups,
            },
            ReportJson.Default.Report
        );
    }

    private (DateOnly From, DateOnly To) Period(string? fromDate, string? toDate)
    {
        var to = Day(toDate) ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        // Who asks how many orders they have means all of them, as their account counts them.
        var from = Day(fromDate) ?? to.AddYears(caller.OnlyCustomer() is null ? -1 : -MaxYears);
        if (from > to)
        {
            throw new ToolRefusedException("from_date has to be before to_date.");
        }

        return to.DayNumber - from.DayNumber <= MaxYears * 366
            ? (from, to)
            : throw new ToolRefusedException("The period can be five years at most.");
    }

    private static DateOnly? Day(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null
        : DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && day.Year is > 1999 and < 2200
            ? day
        : throw new ToolRefusedException($"'{text}' is no date; write it as 2025-12-31.");
}
