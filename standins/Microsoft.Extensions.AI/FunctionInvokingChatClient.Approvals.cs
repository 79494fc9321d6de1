namespace Microsoft.Extensions.AI;

/// <content>Requests for approval, and the answers to them.</content>
public partial class FunctionInvokingChatClient
{
    private const string RequestIdPrefix = "ficc_";

    private static bool NeedsApproval(ToolMap tools, List<FunctionCallContent> calls) =>
        calls.Any(call => tools.NeedsApproval(call.Name));

    private static List<AIContent> ReplaceCalls(IList<AIContent> contents, ToolMap tools) =>
    [
        .. contents.Select(content => content is FunctionCallContent { InformationalOnly: false } call
            ? new ToolApprovalRequestContent(RequestIdPrefix + call.CallId, call) { RequiresConfirmation = tools.NeedsApproval(call.Name) }
            : content),
    ];

    /// <summary>
    /// Takes requests and their answers out of the conversation and puts in their place the calls, and the results of those
    /// approved or the refusal of those rejected. Returns the messages that were put in.
    /// </summary>
    private async Task<List<ChatMessage>> AnswerApprovalsAsync(Loop loop, CancellationToken cancellationToken)
    {
        var answers = loop.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalResponseContent>()
            .GroupBy(answer => answer.RequestId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        var requests = loop.Messages.SelectMany(message => message.Contents).OfType<ToolApprovalRequestContent>().ToList();
        if (requests.Find(request => !answers.ContainsKey(request.RequestId)) is { } unanswered)
        {
            throw new InvalidOperationException(
                $"The {nameof(ToolApprovalRequestContent)} with the request id '{unanswered.RequestId}' has no matching {nameof(ToolApprovalResponseContent)}.");
        }

        if (answers.Count == 0)
        {
            return [];
        }

        var settled = loop.Messages.SelectMany(message => message.Contents).OfType<FunctionResultContent>()
            .Select(result => result.CallId).ToHashSet(StringComparer.Ordinal);
        RemoveApprovals(loop.Messages);

        List<FunctionCallContent> approved = [];
        List<AIContent> calls = [];
        List<AIContent> rejections = [];
        foreach (var answer in answers.Values)
        {
            if (answer.ToolCall is not FunctionCallContent call || settled.Contains(call.CallId))
            {
                continue;
            }

            calls.Add(call);
            if (answer.Approved)
            {
                approved.Add(call);
            }
            else
            {
                call.InformationalOnly = true;
                var reason = string.IsNullOrWhiteSpace(answer.Reason) ? "" : " " + answer.Reason;
                rejections.Add(new FunctionResultContent(call.CallId, "Tool call invocation rejected." + reason));
            }
        }

        if (calls.Count == 0)
        {
            return [];
        }

        var callMessage = new ChatMessage(ChatRole.Assistant, calls) { MessageId = Guid.NewGuid().ToString("N") };
        List<ChatMessage> produced = [callMessage];
        if (rejections.Count > 0)
        {
            produced.Add(new ChatMessage(ChatRole.Tool, rejections));
        }

        loop.Messages.AddRange(produced);
        if (approved.Count > 0)
        {
            produced.Add(await InvokeAllAsync(loop, [], approved, cancellationToken).ConfigureAwait(false));
        }

        return produced;
    }

    private static void RemoveApprovals(List<ChatMessage> messages)
    {
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            var message = messages[i];
            if (!message.Contents.Any(IsApproval))
            {
                continue;
            }

            var rest = message.Contents.Where(content => !IsApproval(content)).ToList();
            if (rest.Count == 0)
            {
                messages.RemoveAt(i);
                continue;
            }

            messages[i] = message.Clone();
            messages[i].Contents = rest;
        }
    }

    private static bool IsApproval(AIContent content) => content is ToolApprovalRequestContent or ToolApprovalResponseContent;
}
