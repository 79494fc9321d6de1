using Microsoft.Extensions.AI;
using Services.Retail.Tools;

namespace Services.Agents.Tools;

/// <summary>
/// The function-invoking loop, with results that are data throughout: what the library would put into a sentence of its own (a tool that
/// is not there, one that broke) becomes a <see cref="ToolRefusal"/>.
/// </summary>
internal sealed class ToolInvokingChatClient(IChatClient inner, ILoggerFactory loggers, IServiceProvider services)
    : FunctionInvokingChatClient(inner, loggers, services)
{
    /// <inheritdoc/>
    protected override IList<ChatMessage> CreateResponseMessages(ReadOnlySpan<FunctionInvocationResult> results)
    {
        var contents = new List<AIContent>(results.Length);
        foreach (var result in results)
        {
            contents.Add(new FunctionResultContent(result.CallContent.CallId, ResultOf(result)) { Exception = result.Exception });
        }

        return [new ChatMessage(ChatRole.Tool, contents)];
    }

    private static object? ResultOf(FunctionInvocationResult result) =>
        result.Status switch
        {
            FunctionInvocationStatus.RanToCompletion => result.Result,
            FunctionInvocationStatus.NotFound => ToolRefusal.Failed($"There is no tool named {result.CallContent.Name}."),
            _ => ToolRefusal.Failed($"{result.CallContent.Name} failed; it can be tried again."),
        };
}
