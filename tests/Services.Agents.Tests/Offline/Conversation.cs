using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Services.Agents.Models;
using Services.Agents.Models.Offline;
using Services.Contracts.Access;

namespace Services.Agents.Tests.Offline;

/// <summary>Talks to the offline model through the function-invoking loop, as an agent does, and keeps the transcript.</summary>
internal sealed class Conversation : IDisposable
{
    private readonly FunctionInvokingChatClient _client = new(
        new OfflineChatClient(new OfflineModelOptions { WordDelay = TimeSpan.Zero }, TimeProvider.System), NullLoggerFactory.Instance);

    private readonly MemoryShop _shop;
    private readonly ChatOptions _options;

    public Conversation(MemoryShop shop, string role = Roles.Customer, string? customerId = MemoryShop.Customer, string? continueAfter = null)
    {
        _shop = shop;
        _options = new ChatOptions
        {
            Tools = shop.Tools,
            AdditionalProperties = new AdditionalPropertiesDictionary
            {
                [ModelHints.CallerName] = "Nora Lindgren",
                [ModelHints.CallerRole] = role,
                [ModelHints.Today] = "2026-06-15",
            },
        };
        if (customerId is not null)
            _options.AdditionalProperties[ModelHints.CustomerId] = customerId;
        if (continueAfter is not null)
            _options.AdditionalProperties[ModelHints.ContinueAfter] = continueAfter;
    }

    public List<ChatMessage> Messages { get; } = [];

    /// <summary>The call that waits for a yes or no.</summary>
    public FunctionCallContent? Pending => Request?.ToolCall as FunctionCallContent;

    private ToolApprovalRequestContent? Request { get; set; }

    /// <summary>The reply to a message; what was pending is dropped.</summary>
    public async Task<string> SayAsync(string text)
    {
        if (Request is { } dropped)
            Supersede(dropped);
        Messages.Add(new ChatMessage(ChatRole.User, text));
        return await RunAsync();
    }

    /// <summary>The reply after a yes or no to what is pending.</summary>
    public async Task<string> AnswerAsync(bool approved)
    {
        Messages.Add(new ChatMessage(ChatRole.User, [Request!.CreateResponse(approved)]));
        return await RunAsync();
    }

    /// <summary>The value of an argument of the pending call, as text.</summary>
    public string Argument(string name) => Pending?.Arguments?[name] switch
    {
        string[] values => string.Join(',', values),
        var value => value?.ToString() ?? "",
    };

    /// <summary>Puts the call and its rejection in the place of the request, as a run does when the customer moves on.</summary>
    private void Supersede(ToolApprovalRequestContent request)
    {
        var message = Messages.Last(message => message.Contents.Contains(request));
        message.Contents = [.. message.Contents.Select(content => content == request ? request.ToolCall : content)];
        Messages.Add(new ChatMessage(
            ChatRole.Tool, [new FunctionResultContent(request.ToolCall.CallId, "Tool call invocation rejected. The customer wrote something else.")]));
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> RunAsync()
    {
        var response = await _client.GetStreamingResponseAsync(Messages, _options).ToChatResponseAsync();
        Messages.AddMessages(response);
        Request = response.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().LastOrDefault();
        if (Pending is not null)
            _shop.Called.Add($"?{Pending.Name}");
        return response.Text;
    }
}
