using Services.Agents.Telemetry;
using Services.Agents.Tools.Catalog;
using Switchboard.Testing;

namespace Services.Agents.Tests;

/// <summary>What a model or a tool writes does not decide what it costs to read it.</summary>
public sealed class LinearTimeTests
{
    private static readonly IReadOnlyList<HostileText> Texts = HostileTexts.For(typeof(PersonalValues).Assembly);

    [Fact]
    public void Mask_HostileTextWithManyValuesKnown_IsCheap()
    {
        var values = new PersonalValues(2_000);
        foreach (var i in Enumerable.Range(0, 2_000))
        {
            values.Add(i % 2 == 0 ? $"user{i}@example.com" : $"{i} Main Street", "email");
        }

        values.Add("aaa", "first_name");
        values.Add("7-7", "zip");

        ProcessorTime.AssertWithinLimit(Texts, text => values.Mask(text));
        ProcessorTime.AssertWithinLimit(Texts, text => values.Mask(System.Text.Json.JsonSerializer.Serialize(new[] { text })));
    }

    [Fact]
    public void Evaluate_HostileExpression_IsCheap() =>
        ProcessorTime.AssertWithinLimit(
            [.. Texts, new HostileText("nested", new string('(', 200)), new HostileText("signs", new string('-', 200))],
            static text =>
            {
                Calculator.TryEvaluate(text, out _, out _);
                Calculator.TryEvaluate(text[..Math.Min(text.Length, 200)], out _, out _);
            }
        );
}
