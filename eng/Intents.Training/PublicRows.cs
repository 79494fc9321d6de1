using System.Text;
using Services.Agents.Offline.Classification;

namespace Intents.Training;

/// <summary>
/// Reads the public rows beside the repository, whose weights may be shipped and whose text may not: Bitext's customer-support sample, with
/// its intents mapped to ours, and those banking questions of Banking77 that no shop answers.
/// </summary>
internal static class PublicRows
{
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["check_invoice"] = "invoice",
        ["get_invoice"] = "invoice",
        ["contact_human_agent"] = "human_agent",
        ["contact_customer_service"] = "contact_support",
        ["change_shipping_address"] = "change_address",
        ["set_up_shipping_address"] = "change_address",
    };

    private static readonly HashSet<string> Foreign =
    [
        "atm_support",
        "exchange_rate",
        "card_swallowed",
        "top_up_limits",
        "topping_up_by_card",
        "automatic_top_up",
        "cash_withdrawal_charge",
        "wrong_amount_of_cash_received",
        "fiat_currency_support",
        "contactless_not_working",
        "virtual_card_not_working",
        "get_disposable_virtual_card",
        "top_up_by_cash_or_cheque",
        "transfer_into_account",
        "age_limit",
        "exchange_via_app",
        "pending_top_up",
        "receiving_money",
        "transfer_timing",
    ];

    public static IEnumerable<Example> Bitext(string path) =>
        Rows(path).Skip(1).Select(row => new Example(row[0], Renamed.GetValueOrDefault(row[1], row[1]), "bitext"));

    public static IEnumerable<Example> Banking(string path, int perIntent) =>
        Rows(path)
            .Skip(1)
            .Where(row => Foreign.Contains(row[1]))
            .GroupBy(row => row[1])
            .SelectMany(group => group.Take(perIntent))
            .Select(row => new Example(row[0], "unknown", "banking77"));

    // RFC 4180, rows of one line.
    private static IEnumerable<List<string>> Rows(string path)
    {
        var row = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        foreach (var c in File.ReadAllText(path))
        {
            switch (c)
            {
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    row.Add(field.ToString());
                    field.Clear();
                    break;
                case '\n' when !quoted:
                    row.Add(field.ToString().TrimEnd('\r'));
                    field.Clear();
                    yield return row;
                    row = [];
                    break;
                default:
                    field.Append(c);
                    break;
            }
        }
    }
}
