using Services.Screening.Pii;

namespace Services.Guardrails.Tests;

/// <summary>
/// Numbers of people that are written oddly, and numbers of a shop that look alike: the former are found while their check digits hold, the
/// latter stay.
/// </summary>
public sealed class OddNumberTests
{
    [Theory]
    [InlineData("4111  1111 1111   1111")]
    [InlineData("(4111) (1111) (1111) (1111)")]
    [InlineData("[4111] 1111 - 1111 / 1111")]
    [InlineData("4111\n1111\n1111\n1111")]
    [InlineData("4111\r\n1111\r\n  1111\r\n1111")]
    [InlineData("- 4111\n- 1111\n- 1111\n- 1111")]
    [InlineData("4111 1111\n1111 1111")]
    [InlineData("41111111 -- 11111111")]
    [InlineData("(3782) 822463  10005")]
    [InlineData("5555 5555\t5555 4444")]
    public void Card_WrittenOddly_IsFound(string card) => AssertMasked(card, "card");

    [Theory]
    [InlineData("DE89 (3704) 0044 0532 0130 00")]
    [InlineData("DE89\n3704\n0044\n0532\n0130\n00")]
    [InlineData("DE 89  3704   0044 0532 0130 00")]
    [InlineData("GB82 [WEST] 1234-5698 / 7654 32")]
    [InlineData("NL91_ABNA_0417_1643_00")]
    public void Iban_WrittenOddly_IsFound(string iban) => AssertMasked(iban, "iban");

    [Theory]
    [InlineData("+49\n30\n1234\n5678")]
    [InlineData("(+1) (202) (555) (0143)")]
    [InlineData("+44   20   7946   0958")]
    [InlineData("[202] 555-0143")]
    [InlineData("(202) (555) 0143")]
    public void Phone_WrittenOddly_IsFound(string phone) => AssertMasked(phone, "phone");

    [Theory]
    [InlineData("SSN: (078) 05 1120")]
    [InlineData("my social security number\n078\n05\n1120")]
    [InlineData("ssn 078 - 05 - 1120")]
    [InlineData("SSN 078/05/1120")]
    public void SocialSecurityNumber_WrittenOddly_IsFound(string text)
    {
        var found = Assert.Single(PersonalDataFinder.Find(text));
        Assert.Equal("id", found.Kind);
        Assert.DoesNotContain("1120", PersonalDataFinder.Redact(text));
    }

    [Theory]
    [InlineData("Orders #W4111111, #W1111111 and #W1111111")]
    [InlineData("order 4111  1111 1111   1111")]
    [InlineData("SKU (4111) 1111  1111 1111")]
    [InlineData("2019\n2020\n2021\n2022")]
    [InlineData("They cost $4500, $4200, $4100 and $4900.")]
    [InlineData("4500.00\n4200.50\n4100.25\n4900.75")]
    [InlineData("I paid 1200.00 on 2026-11-01 and 1300.00 on 2026-12-01")]
    [InlineData("01.11.2026 - 05.12.2026")]
    [InlineData("2026-11-01\n2026-11-02\n2026-11-03")]
    [InlineData("(4112) (1111) (1111) (1111)")]
    [InlineData("Items 1234567890, 2345678901 and 3456789012")]
    [InlineData("zip 10001, 10002, 10003")]
    [InlineData("+1500\n2300\n1200")]
    [InlineData("The ticket T-10001 of 12/24/2025 at 14:30")]
    [InlineData("between 100 and 200 items (30 each), 4000 in all")]
    [InlineData("078 05 items, 1120 in stock")]
    [InlineData("DE89 is the house, 3704 the street")]
    [InlineData("#W2611340 #W4817420 #W5490111")]
    public void NumberOfAShop_ThatLooksAlike_Stays(string text) => Assert.Equal(text, PersonalDataFinder.Redact(text));

    private static void AssertMasked(string datum, string kind)
    {
        foreach (var text in (string[])[datum, $"Here it is: {datum}. Thanks"])
        {
            var found = PersonalDataFinder.Find(text);
            Assert.Contains(found, one => one.Kind == kind);
            var left = PersonalDataFinder.Redact(text);
            Assert.False(left.Any(char.IsAsciiDigit), left);
        }
    }
}
