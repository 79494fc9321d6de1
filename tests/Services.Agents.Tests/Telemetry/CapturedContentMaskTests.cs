using System.Diagnostics;
using Services.Agents.Telemetry;

namespace Services.Agents.Tests.Telemetry;

public sealed class CapturedContentMaskTests : IDisposable
{
    private const string Result = """
        {"order_id":"#W1","user":{"name":{"first_name":"Yusuf","last_name":"Rossi"},"email":"yusuf@example.com"},
         "address":{"address1":"763 Broadway","address2":"","city":"Philadelphia","state":"PA","zip":"19122"}}
        """;

    private readonly CapturedContentMask _mask = new();

    [Fact]
    public void OnEnd_OfAToolsResult_KeepsItsShape()
    {
        var masked = Masked("gen_ai.tool.call.result", Result);

        Assert.Contains("\"order_id\":\"#W1\"", masked, StringComparison.Ordinal);
        Assert.Contains("\"address1\":\"[address1]\"", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("Yusuf", masked, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void OnEnd_OfAResultThatIsTextOfJson_LooksIntoIt()
    {
        var message =
            $$"""[{"role":"tool","parts":[{"type":"tool_call_response","response":{{System.Text.Json.JsonSerializer.Serialize(Result)}}}]}]""";

        var masked = Masked("gen_ai.input.messages", message);

        Assert.DoesNotContain("Broadway", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("yusuf@example.com", masked, StringComparison.Ordinal);
        Assert.Contains("#W1", masked, StringComparison.Ordinal);
    }

    [Fact]
    public void OnEnd_OfALaterSentence_KnowsWhatAToolReturned()
    {
        Masked("gen_ai.tool.call.result", Result);

        var masked = Masked(
            "gen_ai.output.messages",
            """[{"role":"assistant","parts":[{"type":"text","content":"Yusuf, it goes to 763 Broadway, Philadelphia, PA 19122."}]}]"""
        );

        Assert.Contains("[first_name], it goes to [address1], [city], PA [zip].", masked, StringComparison.Ordinal);
    }

    [Fact]
    public void OnEnd_OfAWordThatHoldsAName_LeavesIt()
    {
        Masked("gen_ai.tool.call.arguments", """{"first_name":"Ann"}""");

        Assert.Equal("The annual report of [first_name].", Masked("gen_ai.output.messages", "The annual report of Ann."));
    }

    [Fact]
    public void OnEnd_OfInstructions_MasksWhoTheAgentSpeaksWith()
    {
        using var activity = new Activity("chat");
        activity.SetTag("switchboard.caller.name", "Nora Lindgren");
        activity.SetTag("gen_ai.system_instructions", """[{"type":"text","content":"You speak with Nora Lindgren."}]""");

        _mask.OnEnd(activity);

        Assert.Equal("[name]", activity.GetTagItem("switchboard.caller.name"));
        Assert.Contains("You speak with [name].", (string)activity.GetTagItem("gen_ai.system_instructions")!, StringComparison.Ordinal);
    }

    public void Dispose() => _mask.Dispose();

    private string Masked(string name, string content)
    {
        using var activity = new Activity("chat");
        activity.SetTag(name, content);
        _mask.OnEnd(activity);
        return (string)activity.GetTagItem(name)!;
    }
}
