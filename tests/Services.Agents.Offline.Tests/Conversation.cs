using System.Text.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Services.Agents.Offline;
using Services.Agents.Offline.Hints;
using Services.Agents.Runs;
using Services.Contracts.Access;
using Services.Contracts.Agents;
using Services.Contracts.Json;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Tests;

/// <summary>Talks to the offline model through the function-invoking loop, as an agent does.</summary>
internal sealed class Conversation : IDisposable
{
    private readonly FunctionInvokingChatClient _client = new(
        new OfflineChatClient(new OfflineModelOptions { WordDelay = TimeSpan.Zero }, TimeProvider.System),
        NullLoggerFactory.Instance
    );

    private readonly MemoryShop _shop;
    private readonly ChatOptions _options;

    // What was said, called and asked, in the form in which the orchestrator keeps it between turns.
    private readonly List<ChatMessage> _said = [];
    private List<ChatMessage>? _open;

    public Conversation(MemoryShop shop, Role role = Role.Customer, string? customerId = MemoryShop.Customer, string? continueAfter = null)
    {
        _shop = shop;
        _options = new ChatOptions
        {
            Tools = shop.Tools,
            AdditionalProperties = new AdditionalPropertiesDictionary
            {
                [ModelHints.CallerName] = "Nora Lindgren",
                [ModelHints.CallerRole] = EnumNames.Of(role),
                [ModelHints.Today] = "2026-06-15",
            },
        };
        if (customerId is not null)
        {
            _options.AdditionalProperties[ModelHints.CustomerId] = customerId;
        }

        if (continueAfter is not null)
        {
            _options.AdditionalProperties[ModelHints.ContinueAfter] = continueAfter;
        }
    }

    /// <summary>The call that waits for a yes or no.</summary>
    public FunctionCallContent? Pending => Request?.ToolCall as FunctionCallContent;

    private ToolApprovalRequestContent? Request =>
        _open?.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().LastOrDefault();

    /// <summary>The reply to a message; what was pending is dropped.</summary>
    public Task<string> SayAsync(string text) => SayAsync(text, RefusalKind.Superseded);

    /// <summary>The reply to a message that was sent before the question that is pending had been asked.</summary>
    public Task<string> SayEarlyAsync(string text) => SayAsync(text, RefusalKind.Pending);

    private async Task<string> SayAsync(string text, RefusalKind kind)
    {
        if (Pending is { } asked)
        {
            Keep(asked, new ToolRefusal("Nothing was changed.", kind).ToResult());
        }

        _open = null;
        _said.Add(new ChatMessage(ChatRole.User, text));
        return await RunAsync([.. _said]);
    }

    /// <summary>The reply after a yes or no to what is pending.</summary>
    public async Task<string> AnswerAsync(bool approved)
    {
        List<ChatMessage> messages = approved
            ? [.. _open!, new ChatMessage(ChatRole.User, [Request!.CreateResponse(approved: true)])]
            : [.. _open!.Select(AsCalled), new ChatMessage(ChatRole.Tool, [Declined(Pending!)])];
        if (!approved)
        {
            Keep(Pending!, Declined(Pending!).Result);
        }

        _open = null;
        return await RunAsync(messages);
    }

    private static ChatMessage AsCalled(ChatMessage message) =>
        new(message.Role, [.. message.Contents.Select(content => content is ToolApprovalRequestContent asked ? asked.ToolCall : content)]);

    // What a write tool answers to a call that its customer did not want.
    private static FunctionResultContent Declined(FunctionCallContent call) =>
        new(call.CallId, ToolRefusal.Declined("The customer said no; nothing was changed."));

    /// <summary>The value of an argument of the pending call, as text.</summary>
    public string Argument(string name) =>
        Pending?.Arguments is { } arguments && arguments.TryGetValue(name, out var argument)
            ? argument switch
            {
                string[] values => string.Join(',', values),
                var value => value?.ToString() ?? "",
            }
            : "";

    public void Dispose() => _client.Dispose();

    private void KeepCalls(List<AIContent> contents)
    {
        foreach (var result in contents.OfType<FunctionResultContent>())
        {
            var call = contents.OfType<FunctionCallContent>().FirstOrDefault(made => made.CallId == result.CallId);
            if (call is not null)
            {
                Keep(call, result.Result);
            }
        }
    }

    // As it is stored and read again: the arguments are JSON.
    private void Keep(FunctionCallContent call, object? result)
    {
        var arguments = call.Arguments?.ToDictionary(
            argument => argument.Key,
            object? (argument) => JsonSerializer.SerializeToElement(argument.Value, argument.Value?.GetType() ?? typeof(string))
        );
        _said.Add(
            new ChatMessage(ChatRole.Assistant, [new FunctionCallContent(call.CallId, call.Name, arguments) { InformationalOnly = true }])
        );
        _said.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, result)]));
    }

    private async Task<string> RunAsync(List<ChatMessage> messages)
    {
        var response = await _client.GetStreamingResponseAsync(messages, _options).ToChatResponseAsync();
        var reply = response.Text;
        KeepCalls(response.Messages.SelectMany(message => message.Contents).ToList());
        if (response.Messages.SelectMany(message => message.Contents).Any(content => content is ToolApprovalRequestContent))
        {
            _open = [.. messages, .. response.Messages];
            _shop.Called.Add($"?{Pending!.Name}");
            if (!reply.EndsWith('?'))
            {
                reply += (reply.Length > 0 ? "\n\n" : "") + ApprovalPolicy.Question($"{Pending.Name} for {Argument("order_id")}.");
            }
        }

        _said.Add(new ChatMessage(ChatRole.Assistant, reply));
        return reply;
    }
}
