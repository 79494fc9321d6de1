using System.Text;

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

    /// <summary>Whether the broker wrote it.</summary>
    public static bool IsOfBroker(string header) => header.StartsWith(BrokersPrefix, StringComparison.Ordinal);

    private static string? TextOf(IDictionary<string, object?> headers, string name) =>
        headers.TryGetValue(name, out var value) && value is byte[] text ? Encoding.UTF8.GetString(text) : null;
}
