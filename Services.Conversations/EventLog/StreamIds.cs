using System.Globalization;
using StackExchange.Redis;

namespace Services.Conversations.EventLog;

/// <summary>The ids of our stream entries, <c>NUMBER-0</c>.</summary>
internal static class StreamIds
{
    /// <summary>The number before the hyphen.</summary>
    public static long NumberOf(RedisValue id)
    {
        var text = id.ToString();
        return long.Parse(text.AsSpan(0, text.IndexOf('-', StringComparison.Ordinal)), CultureInfo.InvariantCulture);
    }
}
