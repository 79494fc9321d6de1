using Microsoft.Extensions.AI;
using Services.Agents.Models;
using Services.Agents.Models.Providers;

namespace Services.Agents.Tests.Models;

/// <summary>Anthropic's streaming protocol over HTTP, with the loop around it.</summary>
public sealed class AnthropicProviderTests
{
    private const string Call = """
        event: message_start
        data: {"type":"message_start","message":{"id":"m1","type":"message","role":"assistant","model":"claude-test","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"tool_use","id":"toolu_a","name":"weather","input":{}}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"city\": "}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"\"Oslo\"}"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":9}}

        event: message_stop
        data: {"type":"message_stop"}

        """;

    private const string Answer = """
        event: message_start
        data: {"type":"message_start","message":{"id":"m2","type":"message","role":"assistant","model":"claude-test","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":20,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Snow."}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":3}}

        event: message_stop
        data: {"type":"message_stop"}

        """;

    [Fact]
    public async Task GetStreamingResponse_ToolUse_IsCalledAndAnswered()
    {
        await using var vendor = await FakeVendor.StartAsync(Call, Answer);
        var provider = new ModelProviderOptions
        {
            Kind = "anthropic",
            Model = "claude-test",
            ApiKey = "secret",
            BaseUrl = vendor.Address,
        };
        using var client = new AnthropicProvider().Create(provider).AsBuilder().UseFunctionInvocation().Build();
        var weather = AIFunctionFactory.Create((string city) => $"weather of {city}", "weather", "Tells the weather.");

        var response = await client
            .GetStreamingResponseAsync(
                [new ChatMessage(ChatRole.User, "How is the weather?")],
                new ChatOptions { Instructions = "Be brief.", Tools = [weather] }
            )
            .ToChatResponseAsync();

        Assert.Equal("Snow.", response.Messages[^1].Text);
        Assert.Equal(2, vendor.Requests.Count);
        Assert.Equal("/v1/messages", vendor.Requests.First().Path);
        Assert.Equal("Bearer secret", vendor.Requests.First().Headers["Authorization"]);
        var result = vendor.Requests.Last().Body.GetProperty("messages").EnumerateArray().Last().GetProperty("content")[0];
        Assert.Equal("toolu_a", result.GetProperty("tool_use_id").GetString());
        Assert.Contains("weather of Oslo", result.GetRawText(), StringComparison.Ordinal);
    }
}
