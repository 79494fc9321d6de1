using System.Text.Json;
using Microsoft.Extensions.AI;
using Services.Agents.Offline.Rendering;
using Services.Agents.Tools.Calls;
using Services.Contracts.Agents;
using Services.Conversations.Vault;
using Services.Retail.Tools;

namespace Services.Agents.Tools.Writes;

/// <summary>
/// A tool that changes something. Its inner function binds a model's arguments to an <see cref="IWriteCommand"/>; this runs the command.
/// Where the tool needs the user's agreement, only the call that they agreed to is carried out, whatever the model or the loop asks for:
/// any other is tried, so that the model learns of a refusal, and undone.
/// </summary>
/// <param name="binder">Binds the arguments as the tool needs them.</param>
/// <param name="masked">Binds them as the conversation has them.</param>
/// <param name="needsApproval">Whether the user has to agree.</param>
/// <param name="executor">Carries out.</param>
/// <param name="staffAmount">What a change moves, if a member of staff has to approve it as well; otherwise null.</param>
/// <param name="scope">In whose name.</param>
internal sealed class WriteTool(
    AIFunction binder,
    AIFunction masked,
    bool needsApproval,
    WriteExecutor executor,
    Func<WriteOutcome, decimal?> staffAmount,
    ToolScope scope
) : DelegatingAIFunction(binder)
{
    private const string ChangedSince =
        "What this would do has changed since it was agreed to; nothing was changed. Say what it would do now, and ask again.";

    /// <summary>True when the user has to agree first.</summary>
    public bool NeedsApproval { get; } = needsApproval;

    /// <summary>
    /// Says whether a call would be refused, and what it would do; changes nothing. It is said with the conversation's placeholders.
    /// </summary>
    public async Task<WriteOutcome> DryRunAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        await executor.DryRunAsync((IWriteCommand)(await masked.InvokeAsync(arguments, cancellationToken))!, scope, cancellationToken);

    /// <summary>What a change moves, if a member of staff has to approve it as well; otherwise null.</summary>
    public decimal? StaffAmount(WriteOutcome outcome) => staffAmount(outcome);

    /// <summary>True when the call was made already, in an earlier attempt at the same turn.</summary>
    public Task<bool> IsMadeAsync(ToolCall call, CancellationToken cancellationToken) =>
        executor.IsMadeAsync(call, scope, cancellationToken);

    /// <summary>True when what was agreed to is what the change would do now, and all who have to have agreed.</summary>
    public bool IsAgreed(WriteOutcome outcome, ToolApproval answer) =>
        (answer.Statement is null || answer.Statement == outcome.Statement || !IsComparable(answer.Statement, outcome))
        && (answer.IsApprovedByStaff || staffAmount(outcome) is null);

    /// <inheritdoc/>
    protected override async ValueTask<object?> InvokeCoreAsync(AIFunctionArguments arguments, CancellationToken cancellationToken)
    {
        var answer = AnswerToThisCall();
        if (answer is { Approved: false })
        {
            return ToolRefusal.Declined(
                string.IsNullOrWhiteSpace(answer.Reason)
                    ? "The customer said no; nothing was changed."
                    : $"The customer said no; nothing was changed. They wrote: {answer.Reason}"
            );
        }

        var command = await BindAsync(arguments, cancellationToken);
        if (NeedsApproval && answer is null)
        {
            var tried = await executor.DryRunAsync(command, scope, cancellationToken);
            return ToolRefusal.Refused(
                tried.Refusal ?? "The customer has not agreed to this change yet; ask for one change at a time and wait for their yes."
            );
        }

        var call = new ToolCall
        {
            CallId = FunctionInvokingChatClient.CurrentContext?.CallContent.CallId ?? Name,
            Name = Name,
            Arguments = ToolArguments.ToJson(arguments),
        };
        var outcome = await executor.ExecuteAsync(
            command,
            call,
            scope,
            made => answer is null || IsAgreed(made, answer) ? null : ChangedSince,
            cancellationToken
        );
        return outcome.Refusal is { } sentence ? ToolRefusal.Refused(sentence) : outcome.Result;
    }

    /// <summary>
    /// What was agreed to has placeholders where the conversation has them, and what is done has not; where no money moves that is only
    /// what the customer wrote.
    /// </summary>
    private static bool IsComparable(string agreed, WriteOutcome outcome) => outcome.Amount != 0 || !PersonalDataKinds.StandIn(agreed);

    private ToolApproval? AnswerToThisCall() =>
        scope.Answer is { } answer && FunctionInvokingChatClient.CurrentContext?.CallContent.CallId == answer.CallId ? answer : null;

    private async Task<IWriteCommand> BindAsync(AIFunctionArguments arguments, CancellationToken cancellationToken) =>
        (IWriteCommand)(await base.InvokeCoreAsync(arguments, cancellationToken))!;
}
