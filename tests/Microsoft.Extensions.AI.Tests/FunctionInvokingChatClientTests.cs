namespace Microsoft.Extensions.AI.Tests;

/// <summary>The loop, asked for a whole response and for a streamed one: both have to behave the same.</summary>
public sealed class FunctionInvokingChatClientTests
{
    private static readonly ChatMessage[] Question = [new(ChatRole.User, "Go")];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_FunctionCalled_ResultGoesBackToTheModel(bool streaming)
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("double"), ScriptedChatClient.Says("Done"));
        var tool = AIFunctionFactory.Create((int value) => value * 2, "double");

        var response = await AskAsync(inner, streaming, Question, tool);

        Assert.Equal("Done", response.Text);
        var result = Assert.Single(inner.Requests[1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>());
        Assert.Equal("0", result.Result?.ToString());
        Assert.Equal([ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant], response.Messages.Select(message => message.Role));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_FunctionThrows_ModelReadsAnErrorWithoutDetails(bool streaming)
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("fail"), ScriptedChatClient.Says("Sorry"));
        var tool = AIFunctionFactory.Create(string (int value) => throw new InvalidOperationException("secret " + value), "fail");

        var response = await AskAsync(inner, streaming, Question, tool);

        Assert.Equal("Sorry", response.Text);
        Assert.Equal("Error: Function failed.", ResultsSeen(inner).Single().Result);
    }

    [Fact]
    public async Task GetResponse_DetailedErrors_ModelReadsTheMessage()
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("fail"), ScriptedChatClient.Says("Sorry"));
        var tool = AIFunctionFactory.Create(string () => throw new InvalidOperationException("no such thing"), "fail");
        using var client = inner.AsBuilder().UseFunctionInvocation(configure: loop => loop.IncludeDetailedErrors = true).Build();

        await client.GetResponseAsync(Question, new ChatOptions { Tools = [tool] });

        Assert.Equal("Error: Function failed. Exception: no such thing", ResultsSeen(inner).Single().Result);
    }

    [Fact]
    public async Task GetResponse_FunctionFailsAgainAndAgain_ThrowsAfterTheLimit()
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("fail"));
        var tool = AIFunctionFactory.Create(string () => throw new InvalidOperationException("always"), "fail");
        using var client = inner.AsBuilder().UseFunctionInvocation(configure: loop => loop.MaximumConsecutiveErrorsPerRequest = 2).Build();

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.GetResponseAsync(Question, new ChatOptions { Tools = [tool] }));

        Assert.Equal(3, inner.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_UnknownFunction_ModelIsTold(bool streaming)
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("nothing"), ScriptedChatClient.Says("I see"));

        var response = await AskAsync(inner, streaming, Question, AIFunctionFactory.Create(() => 1, "something"));

        Assert.Equal("I see", response.Text);
        Assert.Equal("Error: Requested function \"nothing\" not found.", ResultsSeen(inner).Single().Result);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_ModelNeverStopsCalling_LastRequestHasNoTools(bool streaming)
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("again"));
        var calls = 0;
        var tool = AIFunctionFactory.Create((int value) => ++calls + value, "again");
        using var client = inner.AsBuilder().UseFunctionInvocation(configure: loop => loop.MaximumIterationsPerRequest = 3).Build();

        await ReadAsync(client, streaming, Question, tool);

        Assert.Equal(3, calls);
        Assert.Equal(4, inner.Requests.Count);
        Assert.Null(inner.Requests[^1].Options!.Tools);
    }

    [Fact]
    public async Task GetResponse_SeveralCalls_InvokedInOrderByDefault()
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("step", "step", "step"), ScriptedChatClient.Says("Done"));
        List<int> order = [];
        var tool = AIFunctionFactory.Create((int value) => order.Add(value), "step");

        await AskAsync(inner, streaming: true, Question, tool);

        Assert.Equal([0, 1, 2], order);
    }

    [Fact]
    public async Task GetResponse_Terminate_EndsTheLoop()
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("stop"), ScriptedChatClient.Says("never"));
        var tool = AIFunctionFactory.Create(() => FunctionInvokingChatClient.CurrentContext!.Terminate = true, "stop");

        var response = await AskAsync(inner, streaming: true, Question, tool);

        Assert.Single(inner.Requests);
        Assert.Equal(ChatRole.Tool, response.Messages[^1].Role);
    }

    [Fact]
    public async Task GetStreamingResponse_TextBeforeACall_ArrivesBeforeTheFunctionRuns()
    {
        var inner = new ScriptedChatClient(
            _ => [new TextContent("Let me look. "), new FunctionCallContent("c", "look")],
            ScriptedChatClient.Says("Found")
        );
        var invoked = false;
        var tool = AIFunctionFactory.Create(() => invoked = true, "look");
        using var client = inner.AsBuilder().UseFunctionInvocation().Build();

        await using var updates = client.GetStreamingResponseAsync(Question, new ChatOptions { Tools = [tool] }).GetAsyncEnumerator();
        await updates.MoveNextAsync();

        Assert.Equal("Let me look. ", updates.Current.Text);
        Assert.False(invoked);
    }

    [Fact]
    public async Task GetResponse_Cancelled_ThrowsAndCallsNoFurtherModel()
    {
        using var cancellation = new CancellationTokenSource();
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("cancel"));
        var tool = AIFunctionFactory.Create(
            () =>
            {
                cancellation.Cancel();
                cancellation.Token.ThrowIfCancellationRequested();
            },
            "cancel"
        );
        using var client = inner.AsBuilder().UseFunctionInvocation().Build();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            client.GetResponseAsync(Question, new ChatOptions { Tools = [tool] }, cancellation.Token)
        );

        Assert.Single(inner.Requests);
    }

    private static async Task<ChatResponse> AskAsync(
        ScriptedChatClient inner,
        bool streaming,
        ChatMessage[] messages,
        params AITool[] tools
    )
    {
        using var client = inner.AsBuilder().UseFunctionInvocation().Build();
        return await ReadAsync(client, streaming, messages, tools);
    }

    private static async Task<ChatResponse> ReadAsync(IChatClient client, bool streaming, ChatMessage[] messages, params AITool[] tools)
    {
        var options = new ChatOptions { Tools = [.. tools] };
        return streaming
            ? await client.GetStreamingResponseAsync(messages, options).ToChatResponseAsync()
            : await client.GetResponseAsync(messages, options);
    }

    private static IEnumerable<FunctionResultContent> ResultsSeen(ScriptedChatClient inner) =>
        inner.Requests[^1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>();
}
