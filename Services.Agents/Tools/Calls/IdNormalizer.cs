namespace Services.Agents.Tools.Calls;

/// <summary>Brings ids that people and models write into the form they are stored in.</summary>
internal static class IdNormalizer
{
    /// <summary>An order id as it is stored: <c>#W1234567</c>, also for <c>w1234567</c> and <c>W1234567</c>.</summary>
    public static string OrderId(string text)
    {
        var id = text.Trim().TrimStart('#').ToUpperInvariant();
        return "#" + id;
    }

    /// <summary>A ticket id as it is stored: <c>T-10001</c>, also for <c>t-10001</c>, <c>#T-10001</c> and <c>10001</c>.</summary>
    public static string TicketId(string text)
    {
        var id = text.Trim().TrimStart('#').ToUpperInvariant();
        return id.StartsWith("T-", StringComparison.Ordinal) ? id : "T-" + id.TrimStart('T');
    }
}
