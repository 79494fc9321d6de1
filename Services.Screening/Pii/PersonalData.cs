namespace Services.Screening.Pii;

/// <summary>Rule ids of personal data, and what a redaction leaves in its place.</summary>
internal static class PersonalData
{
    public const string Email = "pii.email.address";
    public const string InternationalPhone = "pii.phone.international";
    public const string NationalPhone = "pii.phone.national";
    public const string Card = "pii.card.luhn";
    public const string Iban = "pii.iban.mod97";

    /// <summary>Prefix of the rules for national ids, for example <c>pii.id.us_ssn</c>.</summary>
    public const string NationalId = "pii.id.";

    /// <summary>True for what identifies a customer in a conversation and is wanted there: e-mail addresses and phone numbers.</summary>
    public static bool IsContact(string rule) => rule is Email or InternationalPhone or NationalPhone;

    /// <summary>The placeholder, for example <c>[card]</c>.</summary>
    public static string Placeholder(string rule) => $"[{KindOf(rule)}]";

    /// <summary>The kind that a rule finds: <c>email</c>, <c>phone</c>, <c>card</c>, <c>iban</c>, and <c>id</c> for the others.</summary>
    public static string KindOf(string rule) =>
        rule switch
        {
            Email => "email",
            InternationalPhone or NationalPhone => "phone",
            Card => "card",
            Iban => "iban",
            _ => "id",
        };
}
