using System.Text.RegularExpressions;
using Services.Contracts.Guardrails;
using Services.Screening.Detectors;
using Services.Screening.Text;

namespace Services.Guardrails.Topic;

/// <summary>
/// A request for something that a shop does not do. Everything else is on topic, greetings, feelings and complaints included; so is any
/// text that also speaks of shopping, because letting an odd question through costs less than turning a customer away.
/// </summary>
internal sealed partial class TopicDetector : IDetector
{
    /// <inheritdoc/>
    public IEnumerable<Detection> Detect(GuardedText text) =>
        Shopping.IsMatch(text.Words.Text) ? [] : PatternRule.Apply(OffTopicRules.All, GuardrailCategories.OffTopic, text.Words);

    [GeneratedRegex(
        @"\b(?:orders?|ordered|refund(?:s|ed)?|return(?:s|ed|ing)?|exchange|deliver(?:y|ed|ies)?|shipp(?:ed|ing)|shipment|"
            + @"packages?|parcels?|purchases?|purchased|bought|invoices?|warranty|"
            + @"tickets?|discounts?|coupons?|vouchers?|gift cards?|w\d{7})\b",
        PatternDefaults.Options,
        PatternDefaults.TimeoutMilliseconds
    )]
    private static partial Regex Shopping { get; }
}
