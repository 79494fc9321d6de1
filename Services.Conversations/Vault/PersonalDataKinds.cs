namespace Services.Conversations.Vault;

/// <summary>The kinds of personal data that placeholders name.</summary>
public static class PersonalDataKinds
{
    /// <summary>An e-mail address.</summary>
    public const string Email = "email";

    /// <summary>A phone number.</summary>
    public const string Phone = "phone";

    /// <summary>By which a customer is found and reached: tools get these as they were written. What is secret they never get.</summary>
    public static readonly IReadOnlyCollection<string> Contacts = [Email, Phone];

    /// <summary>What nobody here needs: payment cards, bank accounts, national ids.</summary>
    public static readonly IReadOnlyCollection<string> Secrets = ["card", "iban", "id"];

    /// <summary>All.</summary>
    public static readonly IReadOnlyCollection<string> All = [.. Contacts, .. Secrets];

    /// <summary>True for a text that has placeholders.</summary>
    public static bool StandIn(string masked) => Placeholder.In(masked).Count > 0;

    /// <summary>True for a text that had something secret in it, which a placeholder stands for.</summary>
    public static bool StandForSecrets(string masked) =>
        Placeholder.In(masked).Any(static found => Secrets.Contains(Placeholder.KindOf(found)));
}
