using System.Text.Json;
using Services.Contracts.Guardrails;
using Services.Guardrails.Verdicts;

namespace Services.Guardrails.Tests;

/// <summary>Floors under what bench/Guardrails/REPORT.md measures.</summary>
public sealed class PublicDataTests
{
    private static readonly InputGuard Guard = new();

    [Fact]
    public void Check_JailbreaksInTheWild_CatchesNearlyAll()
    {
        using var data = PublicData.Open(Path.Combine("injection", "attacks-in-the-wild.json"));
        var attacks = data.RootElement.EnumerateArray().Select(static e => e.GetString()!).ToList();

        Assert.InRange(attacks.Count(IsInjection) / (double)attacks.Count, 0.95, 1);
    }

    [Fact]
    public void Check_HarmlessTriggerWords_TakesHardlyAnyForInjection()
    {
        using var data = PublicData.Open(Path.Combine("injection", "benign-notinject.json"));
        var prompts = data.RootElement.EnumerateArray().Select(static e => e.GetProperty("prompt").GetString()!).ToList();

        Assert.InRange(prompts.Count(IsInjection) / (double)prompts.Count, 0, 0.02);
    }

    [Fact]
    public void Check_ShopRecords_TakesNoReferenceForPersonalData()
    {
        using var data = PublicData.Open(Path.Combine("retail", "db.json"));
        var sentences = data.RootElement.GetProperty("orders").EnumerateObject().Select(static o => Sentence(o.Value)).ToList();

        Assert.NotEmpty(sentences);
        Assert.All(sentences, static text => Assert.Empty(Guard.Check(new GuardrailRequest { Text = text }).Findings));
    }

    private static string Sentence(JsonElement order)
    {
        var items = order
            .GetProperty("items")
            .EnumerateArray()
            .Select(static i => $"{i.GetProperty("item_id").GetString()} ({i.GetProperty("product_id").GetString()})");
        var tracking = order
            .GetProperty("fulfillments")
            .EnumerateArray()
            .SelectMany(static f => f.GetProperty("tracking_id").EnumerateArray())
            .Select(static t => t.GetString());
        return $"Order {order.GetProperty("order_id").GetString()} with {string.Join(", ", items)}, sent as "
            + $"{string.Join(' ', tracking)}, zip {order.GetProperty("address").GetProperty("zip").GetString()}.";
    }

    private static bool IsInjection(string text) =>
        Guard.Check(new GuardrailRequest { Text = text }).Findings.Any(static f => f.Category == GuardrailCategories.PromptInjection);
}
