using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Agents.Tools.Writes;
using Services.Contracts.Agents;

namespace Services.Agents.Runs;

/// <summary>Decides which of the calls that wait the user has to be asked about.</summary>
internal static class ApprovalPolicy
{
    /// <summary>
    /// The first write that needs an agreement which it does not have and would not be refused, with what it would do; null when there is
    /// none, so that the calls can be let through: reads run, and writes refuse by themselves. One that was agreed to is asked about anew
    /// if it would do something else by now.
    /// </summary>
    public static async Task<ApprovalNeeded?> FindAsync(
        IEnumerable<ToolApprovalRequestContent> requests,
        IReadOnlyDictionary<string, AIFunction> tools,
        ToolApproval? answer,
        CancellationToken cancellationToken
    )
    {
        foreach (var call in requests.Select(request => request.ToolCall).OfType<FunctionCallContent>())
        {
            if (tools.GetValueOrDefault(call.Name)?.GetService<WriteTool>() is not { NeedsApproval: true } write)
            {
                continue;
            }

            var given = answer?.CallId == call.CallId ? answer : null;
            if (given is { Approved: false } || (given is not null && await write.IsMadeAsync(RunContents.ToCall(call), cancellationToken)))
            {
                continue;
            }

            WriteOutcome outcome;
            try
            {
                outcome = await write.DryRunAsync(new AIFunctionArguments(call.Arguments), cancellationToken);
            }
            catch (Exception exception) when (exception is ArgumentException or JsonException)
            {
                // The call's own result says what does not fit.
                continue;
            }

            if (outcome.Refusal is null && (given is null || !write.IsAgreed(outcome, given)))
            {
                return new ApprovalNeeded(RunContents.ToCall(call), outcome.Statement, write.StaffAmount(outcome));
            }
        }

        return null;
    }

    /// <summary>What the platform says where a question is asked, a paragraph each.</summary>
    /// <param name="needed">The question.</param>
    /// <param name="hasAsked">True when the model itself has asked.</param>
    /// <param name="answer">The answer that was given before.</param>
    public static IEnumerable<string> Words(ApprovalNeeded needed, bool hasAsked, ToolApproval? answer)
    {
        var isAgain = answer?.CallId == needed.Call.CallId;
        if (isAgain)
        {
            yield return Changed;
        }

        if (needed.StaffAmount is not null)
        {
            yield return Staff;
        }

        if (isAgain || !hasAsked)
        {
            yield return Question(needed.Statement);
        }
    }

    /// <summary>What is told before a question that is asked for a second time.</summary>
    public const string Changed = "This has changed since you agreed, so I have not done it.";

    /// <summary>What is told of what staff have to approve as well.</summary>
    public const string Staff = "Because of the amount, a colleague has to approve this as well, once you have agreed.";

    /// <summary>The question in the reply's text, where the model itself asked nothing.</summary>
    public static string Question(string statement) => $"I would do this for you: {statement} Shall I go ahead?";
}
