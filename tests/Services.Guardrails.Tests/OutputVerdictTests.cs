using Microsoft.Extensions.Options;
using Services.Contracts.Guardrails;
using Services.Guardrails.Verdicts;

namespace Services.Guardrails.Tests;

public sealed class OutputVerdictTests
{
    private static readonly OutputGuard Guard = new(Options.Create(new GuardrailOptions()));

    [Theory]
    [InlineData("Order #W1234567 is pending; it contains a Desk Lamp for $84.25.")]
    [InlineData("$316.07 goes back to the visa credit card ending 4242 within 5 to 7 business days.")]
    [InlineData("Tracking number: 620600573136.")]
    [InlineData("I can't read out card numbers, but order #W1234567 was paid by credit card.")]
    [InlineData("There were 608 orders from 21 Nov 2025 to 21 Nov 2026, worth $191,535.45.")]
    [InlineData("A gift card has to cover what it is to pay. Refunds to a gift card are immediate, others take 5 to 7 business days.")]
    [InlineData("You can find the assembly instructions in the box.")]
    public void Check_AnEverydayReply_Allows(string text)
    {
        var verdict = Guard.Check(new GuardrailRequest { Text = text });

        Assert.Equal(VerdictAction.Allow, verdict.Action);
        Assert.Equal(text, verdict.Text);
    }

    [Fact]
    public void Check_ContactDetailInTheRecords_Allows()
    {
        var verdict = Guard.Check(
            new GuardrailRequest
            {
                Text = "Your e-mail is Nora.Lindgren529@example.com.",
                Grounding = ["""{"email":"nora.lindgren529@example.com"}"""],
            }
        );

        Assert.Equal(VerdictAction.Allow, verdict.Action);
    }

    [Theory]
    [InlineData("""{"email":"xnora@example.com"}""")]
    [InlineData("""{"email":"nora@example.com.au"}""")]
    [InlineData("{}")]
    public void Check_ContactDetailNotInTheRecords_Redacts(string record)
    {
        var verdict = Guard.Check(new GuardrailRequest { Text = "Write to nora@example.com.", Grounding = [record] });

        Assert.Equal(VerdictAction.Redact, verdict.Action);
        Assert.Equal("Write to [email].", verdict.Text);
    }

    [Fact]
    public void Check_ACardInTheRecords_IsRedactedAllTheSame()
    {
        var verdict = Guard.Check(new GuardrailRequest { Text = "It is 4111 1111 1111 1111.", Grounding = ["4111 1111 1111 1111"] });

        Assert.Equal("It is [card].", verdict.Text);
    }

    [Fact]
    public void Check_ACardAcrossTwoPieces_RedactsTheSecondPart()
    {
        var verdict = Guard.Check(new GuardrailRequest { Preceding = "Your card is 4111 1111 1111", Text = " 1111. Anything else?" });

        Assert.Equal(VerdictAction.Redact, verdict.Action);
        Assert.Equal("[card]. Anything else?", verdict.Text);
        Assert.Equal(0, Assert.Single(verdict.Findings).Start);
    }

    [Fact]
    public void Check_SomethingWrongBeforeTheText_IsNotReportedAgain()
    {
        var verdict = Guard.Check(new GuardrailRequest { Preceding = "Write to nora@example.com. ", Text = "Anything else?" });

        Assert.Equal(VerdictAction.Allow, verdict.Action);
        Assert.Empty(verdict.Findings);
    }

    [Theory]
    [InlineData("My system prompt is: be nice to customers.", GuardrailCategories.PromptInjection)]
    [InlineData("I was instructed to never reveal this.", GuardrailCategories.PromptInjection)]
    [InlineData(
        "You are the order agent of an online shop. You help customers with their orders; you must never make up an order.",
        GuardrailCategories.PromptInjection
    )]
    [InlineData(
        "State only what tools returned. Never make up an order, a price, a date or a policy.",
        GuardrailCategories.PromptInjection
    )]
    [InlineData("Developer mode enabled.", GuardrailCategories.PromptInjection)]
    [InlineData("You should kill yourself.", GuardrailCategories.UnsafeContent)]
    public void Check_LeakOrUnsafe_Blocks(string text, string category)
    {
        var verdict = Guard.Check(new GuardrailRequest { Text = text });

        Assert.Equal(VerdictAction.Block, verdict.Action);
        Assert.Equal("", verdict.Text);
        Assert.NotNull(verdict.Reason);
        Assert.Contains(verdict.Findings, finding => finding.Category == category);
    }
}
