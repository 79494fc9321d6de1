using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Agents.Tools.Writes;
using Services.Contracts.Agents;

namespace Services.Agents.Runs;

/// <summary>Decides which of the calls that wait the user has to be asked about.</summary>
internal static class ApprovalPolicy
{
    /// <summary>
    /// The first write that needs the user's agreement and would not be refused, with what it would do; null when there is none, so that
    /// the calls can be let through: reads run, and writes refuse by themselves.
    /// </summary>
    public static async Task<ApprovalNeeded?> FindAsync(
        IEnumerable<ToolApprovalRequestContent> requests,
        IReadOnlyDictionary<string, AIFunction> tools,
        CancellationToken cancellationToken
    )
    {
        foreach (var call in requests.Select(request => request.ToolCall).OfType<FunctionCallContent>())
        {
            if (tools.GetValueOrDefault(call.Name)?.GetService<WriteTool>() is not { NeedsApproval: true } write)
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

            if (outcome.Refusal is null)
            {
                return new ApprovalNeeded(RunContents.ToCall(call), outcome.Statement);
            }
        }

        return null;
    }

    /// <summary>The question in the reply's text, where the model itself asked nothing.</summary>
    public static string Question(string statement) => $"I would do this for you: {statement} Shall I go ahead?";
}
