using Microsoft.Extensions.AI;
using Services.Agents.Models;
using Services.Agents.Models.Providers;

namespace Services.Agents.Tests.Models;

/// <summary>OpenAI's streaming protocol over HTTP, with the loop around it.</summary>
public sealed class OpenAIProviderTests
{
    private const string Call = """
        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"test-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Let me "},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"test-1","choices":[{"index":0,"delta":{"content":"look. "},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"test-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_a","type":"function","function":{"name":"weather","arguments":""}}]},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"test-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"ci"}}]},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"test-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"ty\":\"Oslo\"}"}}]},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"test-1","choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"id":"call_b","type":"function","function":{"name":"weather","arguments":"{\"city\":\"Rome\"}"}}]},"finish_reason":null}]}

        data: {"id":"c1","object":"chat.completion.chunk","created":1,"model":"test-1","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

        data: [DONE]

        """;

    private const string Answer = """
        data: {"id":"c2","object":"chat.completion.chunk","created":1,"model":"test-1","choices":[{"index":0,"delta":{"role":"assistant","content":"Snow and sun."},"finish_reason":null}]}

        data: {"id":"c2","object":"chat.completion.chunk","created":1,"model":"test-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

        data: {"id":"c2","object":"chat.completion.chunk","created":1,"model":"test-1","choices":[],"usage":{"prompt_tokens":12,"completion_tokens":5,"total_tokens":17}}

        data: [DONE]

        """;

    [Fact]
    public async Task GetStreamingResponse_ToolCallsInPieces_AreCalledAndAnswered()
    {
        await using var vendor = await FakeVendor.StartAsync(Call, Answer);
        using var client = Client(vendor).AsBuilder().UseFunctionInvocation().Build();
        var weather = AIFunctionFactory.Create((string city) => $"weather of {city}", "weather", "Tells the weather.");

        var response = await client
            .GetStreamingResponseAsync(
                [new ChatMessage(ChatRole.User, "How is the weather?")],
                new ChatOptions
                {
                    Instructions = "Be brief.",
                    Tools = [weather],
                    Temperature = 0.5f,
                    MaxOutputTokens = 99,
                }
            )
            .ToChatResponseAsync();

        Assert.Equal(["Let me look. ", "", "Snow and sun."], response.Messages.Select(message => message.Text));
        Assert.Equal(12, response.Usage?.InputTokenCount);
        Assert.Equal("test-1", response.ModelId);
        var (first, second) = (vendor.Requests.First(), vendor.Requests.Last());
        Assert.Equal("/v1/chat/completions", first.Path);
        Assert.Equal("Bearer secret", first.Headers["Authorization"]);
        Assert.True(first.Body.GetProperty("stream").GetBoolean());
        Assert.Equal(99, first.Body.GetProperty("max_completion_tokens").GetInt32());
        Assert.Equal(["system", "user"], Roles(first.Body));
        var function = first.Body.GetProperty("tools")[0].GetProperty("function");
        Assert.Equal("weather", function.GetProperty("name").GetString());
        Assert.Equal(
            "string",
            function.GetProperty("parameters").GetProperty("properties").GetProperty("city").GetProperty("type").GetString()
        );
        Assert.Equal(["system", "user", "assistant", "tool", "tool"], Roles(second.Body));
        Assert.Equal("\"weather of Rome\"", second.Body.GetProperty("messages")[4].GetProperty("content").GetString());
        Assert.Equal("call_b", second.Body.GetProperty("messages")[4].GetProperty("tool_call_id").GetString());
    }

    [Fact]
    public async Task GetResponse_ServiceRefuses_Throws()
    {
        await using var vendor = await FakeVendor.StartAsync();
        using var client = Client(vendor);

        await Assert.ThrowsAsync<System.ClientModel.ClientResultException>(() => client.GetResponseAsync("Hello"));
    }

    private static IChatClient Client(FakeVendor vendor) =>
        new OpenAIProvider().Create(
            new ModelProviderOptions
            {
                Kind = "openai",
                Model = "test-1",
                ApiKey = "secret",
                BaseUrl = new Uri(vendor.Address, "/v1"),
            }
        );

    private static IEnumerable<string?> Roles(System.Text.Json.JsonElement body) =>
        body.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("role").GetString());
}
