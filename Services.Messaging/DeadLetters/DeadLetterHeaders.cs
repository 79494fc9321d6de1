using System.Globalization;
using System.Text;
using Services.Contracts.Topology;

namespace Services.Messaging.DeadLetters;

/// <summary>Where a dead letter came from: what its consumer wrote down, otherwise what the broker did.</summary>
internal static class DeadLetterHeaders
{
    public const string Exchange = "x-original-exchange";
    public const string RoutingKey = "x-original-routing-key";
    public const string Queue = "x-original-queue";

    private const string BrokersPrefix = "x-first-death-";

    /// <summary>The exchange; empty, which is the default one, when nobody wrote it down.</summary>
    public static string ExchangeOf(IDictionary<string, object?> headers) =>
        TextOf(headers, Exchange) ?? TextOf(headers, $"{BrokersPrefix}exchange") ?? "";

    /// <summary>The routing key; null when it is the letter's own.</summary>
    public static string? RoutingKeyOf(IDictionary<string, object?> headers) => TextOf(headers, RoutingKey);

    /// <summary>The queue; null when nobody wrote it down.</summary>
    public static string? QueueOf(IDictionary<string, object?> headers) =>
        TextOf(headers, Queue) ?? TextOf(headers, $"{BrokersPrefix}queue");

    /// <summary>Why the broker gave the message up; null if its consumer did.</summary>
    public static string? BrokersReasonOf(IDictionary<string, object?> headers) =>
        headers.ContainsKey(BrokerNames.CauseHeader) ? null : TextOf(headers, $"{BrokersPrefix}reason");

    /// <summary>How often the message was replayed.</summary>
    public static int ReplaysOf(IDictionary<string, object?> headers) =>
        headers.TryGetValue(BrokerNames.ReplayHeader, out var value) && value is int or long
            ? Convert.ToInt32(value, CultureInfo.InvariantCulture)
            : 0;

    /// <summary>Whether the broker wrote it.</summary>
    public static bool IsOfBroker(string header) => header.StartsWith(BrokersPrefix, StringComparison.Ordinal);

    private static string? TextOf(IDictionary<string, object?> headers, string name) =>
        headers.TryGetValue(name, out var value) && value is byte[] text ? Encoding.UTF8.GetString(text) : null;
}
