using Services.Guardrails.Detectors;
using Services.Guardrails.Pii;
using Services.Guardrails.Pii.NationalIds;

namespace Services.Guardrails.Verdicts;

/// <summary>The detectors of personal data in order of precedence: those with a checksum first.</summary>
internal static class PersonalDataDetectors
{
    public static IReadOnlyList<IDetector> All { get; } =
    [
        new EmailDetector(),
        new IbanDetector(),
        new PaymentCardDetector(),
        new ItalianFiscalCodeDetector(),
        new FrenchSocialSecurityNumberDetector(),
        new SpanishIdDetector(),
        new GermanTaxIdDetector(),
        new DutchCitizenNumberDetector(),
        new UkNationalInsuranceNumberDetector(),
        new UsSocialSecurityNumberDetector(),
        new PhoneDetector(),
    ];
}
