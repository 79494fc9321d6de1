using FsCheck;
using FsCheck.Fluent;
using Services.Screening.Pii;
using Services.Screening.Pii.NationalIds;

namespace Services.Guardrails.Tests;

public sealed class ChecksumTests
{
    [Theory]
    [InlineData("4111111111111111", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("378282246310005", true)]
    [InlineData("6011111111111117", true)]
    [InlineData("3530111333300000", true)]
    [InlineData("", false)]
    public void HasLuhnChecksum_KnownNumbers_AreChecked(string digits, bool expected) =>
        Assert.Equal(expected, PaymentCardDetector.HasLuhnChecksum(digits));

    [Fact]
    public void HasLuhnChecksum_OneDigitChanged_Fails() =>
        Prop.ForAll(
                Gen.Choose(0, 9).ArrayOf(15).ToArbitrary(),
                Gen.Choose(0, 15).ToArbitrary(),
                Gen.Choose(1, 9).ToArbitrary(),
                static (digits, place, shift) =>
                {
                    var body = string.Concat(digits);
                    var card = body + Enumerable.Range(0, 10).First(d => PaymentCardDetector.HasLuhnChecksum(body + d));
                    var changed = card[..place] + (char)('0' + ((card[place] - '0' + shift) % 10)) + card[(place + 1)..];
                    return PaymentCardDetector.HasLuhnChecksum(card) && !PaymentCardDetector.HasLuhnChecksum(changed);
                }
            )
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("DE89370400440532013000", true)]
    [InlineData("GB29NWBK60161331926819", true)]
    [InlineData("NL91ABNA0417164300", true)]
    [InlineData("NO9386011117947", true)]
    [InlineData("MT84MALT011000012345MTLCAST001S", true)]
    [InlineData("DE89370400440532013001", false)]
    [InlineData("DE8937040044053201300", false)]
    [InlineData("ZZ89370400440532013000", false)]
    [InlineData("DE", false)]
    public void IsValid_KnownIbans_AreChecked(string iban, bool expected) => Assert.Equal(expected, IbanDetector.IsValid(iban));

    [Theory]
    [InlineData("123456789", true)]
    [InlineData("000456789", false)]
    [InlineData("666456789", false)]
    [InlineData("900456789", false)]
    [InlineData("123006789", false)]
    [InlineData("123450000", false)]
    public void IsIssuable_SocialSecurityNumbers_KeepTheRules(string digits, bool expected) =>
        Assert.Equal(expected, UsSocialSecurityNumberDetector.IsIssuable(digits));

    [Theory]
    [InlineData("12345678Z", true)]
    [InlineData("12345678A", false)]
    [InlineData("X1234567L", true)]
    [InlineData("Y1234567X", true)]
    [InlineData("Z1234567R", true)]
    public void HasControlLetter_SpanishIds_AreChecked(string id, bool expected) =>
        Assert.Equal(expected, SpanishIdDetector.HasControlLetter(id));

    [Theory]
    [InlineData("RSSMRA85T10A562S", true)]
    [InlineData("RSSMRA85T10A562T", false)]
    public void HasCheckLetter_FiscalCodes_AreChecked(string code, bool expected) =>
        Assert.Equal(expected, ItalianFiscalCodeDetector.HasCheckLetter(code));

    [Theory]
    [InlineData("269054958815780", true)]
    [InlineData("269054958815781", false)]
    public void HasKey_FrenchNumbers_AreChecked(string number, bool expected) =>
        Assert.Equal(expected, FrenchSocialSecurityNumberDetector.HasKey(number));

    [Theory]
    [InlineData("86095742719", true)]
    [InlineData("86095742718", false)]
    [InlineData("06095742719", false)]
    public void IsValid_GermanTaxIds_AreChecked(string digits, bool expected) =>
        Assert.Equal(expected, GermanTaxIdDetector.IsValid(digits));

    [Theory]
    [InlineData("111222333", true)]
    [InlineData("111222334", false)]
    [InlineData("000000000", false)]
    public void HasElevenProof_DutchNumbers_AreChecked(string digits, bool expected) =>
        Assert.Equal(expected, DutchCitizenNumberDetector.HasElevenProof(digits));
}
