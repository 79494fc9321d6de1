namespace Microsoft.Extensions.AI.Tests;

/// <summary>Functions that need the user's approval.</summary>
public sealed class FunctionApprovalTests
{
    private static readonly ChatMessage Question = new(ChatRole.User, "Go");

    private int _writes;
    private int _reads;

    private ChatOptions Options =>
        new()
        {
            Tools =
            [
                new ApprovalRequiredAIFunction(AIFunctionFactory.Create((int value) => $"written {_writes += 1 + (0 * value)}", "write")),
                AIFunctionFactory.Create((int value) => $"read {_reads += 1 + (0 * value)}", "read"),
            ],
        };

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_ApprovalRequired_ReturnsARequestAndInvokesNothing(bool streaming)
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("write"));

        var response = await AskAsync(inner, streaming, [Question]);

        var request = Assert.Single(response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>());
        Assert.Equal("ficc_call-write-0", request.RequestId);
        Assert.Empty(response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>());
        Assert.Equal(0, _writes);
        Assert.Single(inner.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_OneOfSeveralNeedsApproval_AllWait(bool streaming)
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("read", "write"));

        var response = await AskAsync(inner, streaming, [Question]);

        Assert.Equal(2, response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().Count());
        Assert.Equal(0, _reads + _writes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GetResponse_Approved_InvokesOnceAndGoesOn(bool streaming)
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("write"), ScriptedChatClient.Says("It is done"));
        var asked = await AskAsync(inner, streaming, [Question]);
        var request = asked.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().Single();

        var response = await AskAsync(
            inner,
            streaming,
            [Question, .. asked.Messages, new ChatMessage(ChatRole.User, [request.CreateResponse(approved: true)])]
        );

        Assert.Equal("It is done", response.Text);
        Assert.Equal(1, _writes);
        Assert.Equal([ChatRole.Assistant, ChatRole.Tool, ChatRole.Assistant], response.Messages.Select(message => message.Role));
        Assert.DoesNotContain(
            inner.Requests[^1].Messages.SelectMany(message => message.Contents),
            content => content is ToolApprovalRequestContent or ToolApprovalResponseContent
        );
    }

    [Fact]
    public async Task GetResponse_Rejected_ModelReadsTheReason()
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("write"), ScriptedChatClient.Says("As you wish"));
        var asked = await AskAsync(inner, streaming: true, [Question]);
        var request = asked.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().Single();

        var response = await AskAsync(
            inner,
            streaming: true,
            [Question, .. asked.Messages, new ChatMessage(ChatRole.User, [request.CreateResponse(false, "Too dear")])]
        );

        Assert.Equal("As you wish", response.Text);
        Assert.Equal(0, _writes);
        var result = inner.Requests[^1].Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>().Single();
        Assert.Equal("Tool call invocation rejected. Too dear", result.Result);
    }

    [Fact]
    public async Task GetResponse_RequestWithoutAnswer_Throws()
    {
        var inner = new ScriptedChatClient(ScriptedChatClient.Calls("write"));
        var asked = await AskAsync(inner, streaming: false, [Question]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => AskAsync(inner, streaming: false, [Question, .. asked.Messages]));
    }

    private async Task<ChatResponse> AskAsync(ScriptedChatClient inner, bool streaming, ChatMessage[] messages)
    {
        using var client = inner.AsBuilder().UseFunctionInvocation().Build();
        return streaming
            ? await client.GetStreamingResponseAsync(messages, Options).ToChatResponseAsync()
            : await client.GetResponseAsync(messages, Options);
    }
}
