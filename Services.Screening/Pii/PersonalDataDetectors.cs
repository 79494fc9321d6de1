using Services.Screening.Detectors;
using Services.Screening.Pii;
using Services.Screening.Pii.NationalIds;

namespace Services.Screening.Pii;

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
