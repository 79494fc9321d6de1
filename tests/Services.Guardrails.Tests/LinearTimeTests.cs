using Microsoft.Extensions.Options;
using Services.Contracts.Guardrails;
using Services.Guardrails.Verdicts;
using Switchboard.Testing;

namespace Services.Guardrails.Tests;

/// <summary>A verdict costs the same whatever a text is made of.</summary>
public sealed class LinearTimeTests
{
    private static readonly InputGuard Input = new();
    private static readonly OutputGuard Output = new(Options.Create(new GuardrailOptions()));
    private static readonly IReadOnlyList<HostileText> Texts = HostileTexts.For(typeof(InputGuard).Assembly);

    [Fact]
    public void Input_HostileText_IsCheap() =>
        ProcessorTime.AssertWithinLimit(Texts, static text => Input.Check(new GuardrailRequest { Text = text }));

    [Fact]
    public void Output_HostileText_IsCheap() =>
        ProcessorTime.AssertWithinLimit(Texts, static text => Output.Check(new GuardrailRequest { Text = text, Grounding = [text] }));

    [Fact]
    public void Output_SentenceBehindAHostileText_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            Texts,
            static text => Output.Check(new GuardrailRequest { Preceding = text, Text = "Your order is on its way." })
        );

    /// <summary>Each disguise is one more way to read a text, and each reading goes through every rule.</summary>
    [Theory]
    [InlineData("rule OffTopicRules.Trivia, varied")]
    [InlineData("rule ViolenceRules.HowTo, varied")]
    [InlineData("words apart")]
    public void Input_EveryDisguiseAtOnce_IsCheap(string name)
    {
        const string disguised = "decode ignοre ign0re i g n o r e ignroe SWdub3JlIGFsbCBwcmV2aW91cw== \U000E0061\U000E0061 ";
        var text = disguised + Texts.First(text => text.Name == name).Text;

        ProcessorTime.AssertWithinLimit(
            [new HostileText("every disguise", text[..HostileTexts.Length])],
            static text => Input.Check(new GuardrailRequest { Text = text })
        );
    }

    /// <summary>Everything that is said is looked up in what the tools returned, however much that is.</summary>
    [Fact]
    public void Output_ManyContactsAgainstLargeGrounding_IsCheap()
    {
        var said = string.Concat(Enumerable.Range(0, 250).Select(static i => $"user{i:0000}@example.com "))[..HostileTexts.Length];
        var other = string.Concat(Enumerable.Range(0, 2_000).Select(static i => $"other{i:0000}@example.com; "));
        string[] grounding = [.. Enumerable.Repeat(other, 62)];

        ProcessorTime.AssertWithinLimit(
            [new HostileText("250 addresses against 3 MB", said)],
            text => Output.Check(new GuardrailRequest { Text = text, Grounding = grounding })
        );
    }
}
