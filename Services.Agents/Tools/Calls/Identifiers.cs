namespace Services.Agents.Tools.Calls;

/// <summary>Forgives what is harmless in ids that people and models write.</summary>
internal static class Identifiers
{
    /// <summary>An order id as it is stored: <c>#W1234567</c>, also for <c>w1234567</c> and <c>W1234567</c>.</summary>
    public static string Order(string text)
    {
        var id = text.Trim().TrimStart('#').ToUpperInvariant();
        return "#" + id;
    }

    /// <summary>A ticket id as it is stored: <c>T-10001</c>, also for <c>t-10001</c>, <c>#T-10001</c> and <c>10001</c>.</summary>
    public static string Ticket(string text)
    {
        var id = text.Trim().TrimStart('#').ToUpperInvariant();
        return id.StartsWith("T-", StringComparison.Ordinal) ? id : "T-" + id.TrimStart('T');
    }
}
