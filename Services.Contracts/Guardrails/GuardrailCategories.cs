namespace Services.Contracts.Guardrails;

/// <summary>What guardrails look for.</summary>
public static class GuardrailCategories
{
    /// <summary>Personal data: e-mail, phone, card, IBAN, national id.</summary>
    public const string Pii = "pii";

    /// <summary>A request for somebody's card number, password or the like.</summary>
    public const string SensitiveDataRequest = "sensitive_data_request";

    /// <summary>An attempt to override the instructions.</summary>
    public const string PromptInjection = "prompt_injection";

    /// <summary>Violence, self-harm, hate, sexual content, crime.</summary>
    public const string UnsafeContent = "unsafe_content";

    /// <summary>Outside what the platform is for.</summary>
    public const string OffTopic = "off_topic";

    /// <summary>The guardrails could not be asked.</summary>
    public const string Unavailable = "guardrails_unavailable";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Pii, SensitiveDataRequest, PromptInjection, UnsafeContent, OffTopic, Unavailable];
}
