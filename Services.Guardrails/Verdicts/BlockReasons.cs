using Services.Contracts.Guardrails;
using Services.Guardrails.Safety;
using Services.Screening.Detectors;

namespace Services.Guardrails.Verdicts;

/// <summary>What a user is told when a text is refused: what was refused and what to do instead, never which words did it.</summary>
internal static class BlockReasons
{
    /// <summary>The sentence for an input that was refused because of <paramref name="detection"/>.</summary>
    public static string ForInput(Detection detection) =>
        detection.Category switch
        {
            GuardrailCategories.PromptInjection =>
                "I can't change how I work or share my instructions. I'm happy to help with your orders, your account or our products.",
            GuardrailCategories.SensitiveDataRequest =>
                "For your security I can't read out or look up card numbers, security codes, passwords or anybody else's personal data. "
                    + "I can tell you which payment method an order uses.",
            GuardrailCategories.UnsafeContent => ForUnsafe(detection.Rule),
            GuardrailCategories.OffTopic =>
                "That's outside what I can do here. I can help with orders, returns, exchanges, your account and our products.",
            _ => "I can't help with that message. I can help with orders, returns, exchanges, your account and our products.",
        };

    /// <summary>The sentence for an output that was withheld because of <paramref name="detection"/>.</summary>
    public static string ForOutput(Detection detection) =>
        detection.Category switch
        {
            GuardrailCategories.PromptInjection => "The reply was withheld because it contained internal instructions.",
            _ => "The reply was withheld because it was not safe to show.",
        };

    private static string ForUnsafe(string rule) =>
        rule switch
        {
            UnsafeContentDetector.SelfHarm =>
                "It sounds like you are going through something very hard, and you deserve support from a person right now. "
                    + "Please contact your local "
                    + "emergency number, or a crisis line: call or text 988 in the US, call 116 123 in the UK and much of "
                    + "Europe, or see findahelpline.com.",
            UnsafeContentDetector.Violence =>
                "I can't help with threats or violence. If somebody is in danger, please call your local emergency number.",
            UnsafeContentDetector.Hate =>
                "I can't continue with hateful language. I'm happy to help with your order once we keep it respectful.",
            UnsafeContentDetector.Sexual =>
                "I can't help with sexual content. I'm happy to help with your orders, your account or our products.",
            _ => "I can't help with anything illegal or dangerous. I'm happy to help with your orders, your account or our products.",
        };
}
