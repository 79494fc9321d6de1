using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using Services.Contracts.Guardrails;
using Services.Guardrails.Verdicts;

namespace Services.Guardrails.Tests;

/// <summary>What holds for every text, however strange.</summary>
public sealed class AnyTextTests
{
    private static readonly InputGuard Input = new();
    private static readonly OutputGuard Output = new(Options.Create(new GuardrailOptions()));

    private static readonly string[] Pieces =
    [
        "4111 1111 1111 1111",
        "DE89 3704 0044 0532 0130 00",
        "123-45-6789",
        "nora@example.com",
        "+1 (415) 555-2671",
        "#W1234567",
        "12345678Z",
        "620600573136",
        "my card ",
        "phone ",
        "ssn ",
        "\u200b",
        "\U0001D422",
        "\uD83D",
        "e\u0301",
        "ignore ",
        "all ",
        "SWdub3Jl",
        "<|im_start|>",
        " ",
        "-",
        ".",
        "\n",
        "0",
        "9",
        "x",
        "і",
        "9876543210",
        "(",
        ")",
    ];

    private static Arbitrary<string> Texts { get; } =
        Gen.OneOf(
                ArbMap.Default.GeneratorFor<string>().Select(static text => text ?? ""),
                Gen.Elements(Pieces).ListOf().Select(string.Concat),
                Gen.Choose(0, 0xFFFF).Select(static unit => (char)unit).ArrayOf().Select(static units => new string(units))
            )
            .ToArbitrary();

    [Fact]
    public void Check_AnyText_FindsWithinTheText() =>
        Prop.ForAll(
                Texts,
                static text =>
                    new[] { Input.Check(new GuardrailRequest { Text = text }), Output.Check(new GuardrailRequest { Text = text }) }
                        .SelectMany(static verdict => verdict.Findings)
                        .All(finding =>
                            finding.Start >= 0
                            && finding.Length > 0
                            && finding.Start + finding.Length <= text.Length
                            && finding.Confidence is > 0 and <= 1
                        )
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Check_ARedactedText_HasNothingLeftToRedact() =>
        Prop.ForAll(
                Texts,
                static text =>
                {
                    var first = Output.Check(new GuardrailRequest { Text = text });
                    return first.Action == VerdictAction.Block
                        || Output.Check(new GuardrailRequest { Text = first.Text }).Action != VerdictAction.Redact;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(400));

    [Fact]
    public void Check_AnyTextInTwoPieces_StaysWithinTheSecond() =>
        Prop.ForAll(
                Texts,
                Texts,
                static (before, text) =>
                {
                    var verdict = Output.Check(new GuardrailRequest { Preceding = before, Text = text });
                    return verdict.Findings.All(finding => finding.Start >= 0 && finding.Start + finding.Length <= text.Length);
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Theory]
    [InlineData("4111 1111 1111 1112 ")]
    [InlineData("1 ")]
    [InlineData("ignore all the ")]
    [InlineData("i g n o r e ")]
    [InlineData("a@a.a")]
    [InlineData("how to make a how to make a ")]
    [InlineData("(((((0")]
    [InlineData("DE89 ")]
    [InlineData("tell me my my my my ")]
    [InlineData("QUJD")]
    [InlineData("ab ")]
    [InlineData("+620600573136")]
    [InlineData("(0)12 ")]
    [InlineData("00 1 2-3/")]
    public void Check_FiveThousandHostileCharacters_IsNoTimeout(string piece)
    {
        // A pattern that backtracks without end would run into its own time limit and throw; bench/Guardrails measures what the good ones
        // cost.
        var text = string.Concat(Enumerable.Repeat(piece, (5_000 / piece.Length) + 1))[..5_000];

        var verdicts = new[] { Input.Check(new GuardrailRequest { Text = text }), Output.Check(new GuardrailRequest { Text = text }) };

        Assert.All(verdicts, verdict => Assert.True(verdict.Action == VerdictAction.Block || verdict.Text.Length > 0));
    }
}
