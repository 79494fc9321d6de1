namespace Services.Conversations.Vault;

/// <summary>The kinds of personal data that placeholders name.</summary>
public static class PersonalDataKinds
{
    /// <summary>An e-mail address.</summary>
    public const string Email = "email";

    /// <summary>A phone number.</summary>
    public const string Phone = "phone";

    /// <summary>
    /// By which a customer is found and reached: tools get these as they were written. Cards, accounts and ids they never get.
    /// </summary>
    public static readonly IReadOnlyCollection<string> Contacts = [Email, Phone];

    /// <summary>All.</summary>
    public static readonly IReadOnlyCollection<string> All = [];
}
