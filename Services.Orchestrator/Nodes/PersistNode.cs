using System.Diagnostics;
using Services.Contracts.Agents;
using Services.Contracts.Events;
using Services.Contracts.Messages;
using Services.Contracts.Turns;
using Services.Conversations.Approvals;
using Services.Conversations.EventLog;
using Services.Conversations.Messages;
using Services.Conversations.Record;
using Services.Messaging.Publishing;
using Services.Orchestrator.Agents;
using Services.Orchestrator.Approvals;
using Services.Orchestrator.Graph;
using Services.Orchestrator.Handovers;
using Services.Orchestrator.Replies;
using Services.Orchestrator.State;
using Services.Orchestrator.Telemetry;
using Services.Orchestrator.Turns;

namespace Services.Orchestrator.Nodes;

/// <summary>
/// Stores the reply, ends it in the session's log, and announces the finished turn; each of them has an effect once, however often it is
/// done.
/// </summary>
internal sealed class PersistNode(
    IMessageStore messages,
    IApprovalStore approvals,
    IConversationRecord record,
    ISessionEventLog log,
    ITurnPublisher publisher,
    HandoverGate handovers,
    ReplyWriter.Factory replies,
    RunningTurns running,
    TimeProvider time
) : INode<TurnState>
{
    public string Name => NodeNames.Persist;

    public async Task<TurnState> RunAsync(TurnState state, INodeContext<TurnState> context, CancellationToken cancellationToken)
    {
        var reply = await running.Of(state.Message.TurnId).OpenReplyAsync(replies, state, cancellationToken);
        await reply.VerifyAsync(cancellationToken);
        var made = await EndAsync(state, cancellationToken);
        state = state with { Tools = [.. made.Select(call => new ToolExchange { Call = call.Call, Result = call.Result })] };
        if (state.IsDropped)
        {
            if (state.Message is TurnRequested)
            {
                await messages.SetStatusAsync(state.Message.MessageId, MessageStatus.Unscreened, cancellationToken);
            }

            return state;
        }

        await TellAsync(state, reply, cancellationToken);
        var ending = new TurnSummary(
            state,
            reply.DeliveredText,
            reply.ChunkCount,
            time.GetUtcNow(),
            Activity.Current?.TraceId.ToHexString()
        );
        await StoreAsync(state, reply, ending, cancellationToken);
        var queued = await handovers.QueuedInAsync(state.Message, made, cancellationToken);
        IReadOnlyList<SessionEvent> events = queued is null ? ending.Events() : [.. ending.Events(), queued];
        var appended = await log.AppendFinalAsync(state.Message.SessionId, state.Message.TurnId, events, cancellationToken);
        if (ending.Outcome == TurnOutcome.AwaitingApproval && state.PendingCall is { } asked)
        {
            await approvals.MarkAskedAsync(asked.ApprovalId, appended.LastSeq, cancellationToken);
        }

        await publisher.PublishCompletedAsync(ending.ToTurnCompleted(), cancellationToken);
        if (appended.Appended)
        {
            OrchestratorTelemetry.Finished(ending.Outcome, state.Agent, ending.Duration, state.FirstTokenMs);
        }

        return state;
    }

    /// <summary>
    /// The platform's own words, behind the agent's. None where a person has the session by now: no word follows their claim, and what was
    /// done stands in the record.
    /// </summary>
    private async Task TellAsync(TurnState state, ReplyWriter reply, CancellationToken cancellationToken)
    {
        foreach (var words in WordsOf(state, reply))
        {
            if (await handovers.IsPersonsAsync(state.Message, cancellationToken))
            {
                return;
            }

            await reply.AppendNoticeAsync(words, cancellationToken);
        }
    }

    private static IEnumerable<string> WordsOf(TurnState state, ReplyWriter reply)
    {
        if (state.Notice is { } said)
        {
            yield return said;
        }

        if (StaffWords.ApprovedBy(state) is { } approver)
        {
            yield return approver;
        }

        if (MaskedDataNotice.Of(state.Message, state.FinalOutcome, reply.DeliveredText.Length > 0) is { } warning)
        {
            yield return warning;
        }

        if (EffectNotice.Of(state.FinalOutcome, state.Effects, reply.DeliveredText.Length > 0) is { } notice)
        {
            yield return notice;
        }
    }

    /// <summary>
    /// Closes the turn, and returns all that was called in it. From then on nothing more is done in its name: what stands there is what was
    /// done.
    /// </summary>
    private Task<IReadOnlyList<RecordedCall>> EndAsync(TurnState state, CancellationToken cancellationToken)
    {
        var (session, turn) = (state.Message.SessionId, state.Message.TurnId);
        return record.EndAsync(
            session,
            turn,
            state.FinalOutcome,
            [
                .. state.Tools.Select(tool => new RecordedCall
                {
                    SessionId = session,
                    TurnId = turn,
                    Call = tool.Call,
                    Result = tool.Result,
                }),
            ],
            cancellationToken
        );
    }

    private async Task StoreAsync(TurnState state, ReplyWriter reply, TurnSummary ending, CancellationToken cancellationToken)
    {
        var message = state.Message;
        switch (ending.Outcome)
        {
            case TurnOutcome.Blocked or TurnOutcome.Failed when state.Effects.Count == 0:
                // The answer to an approval names the message that led to it, and that one was answered.
                if (message is TurnRequested)
                {
                    await messages.SetStatusAsync(
                        message.MessageId,
                        ending.Outcome == TurnOutcome.Blocked ? MessageStatus.Blocked : MessageStatus.Failed,
                        cancellationToken
                    );
                }

                return;
            case TurnOutcome.AwaitingApproval when state.PendingCall is { } asks:
                await approvals.AddAsync(
                    new Approval
                    {
                        Id = asks.ApprovalId,
                        SessionId = message.SessionId,
                        TurnId = message.TurnId,
                        UserId = message.Caller.UserId,
                        Agent = state.Agent!,
                        Intent = state.Intent,
                        Call = asks.Call,
                        Statement = asks.Statement,
                        Transcript = state.TranscriptUpTo(asks.Call, reply.AgentText),
                        ExpiresAt = asks.ExpiresAt,
                        StaffAmount = asks.StaffAmount,
                    },
                    cancellationToken
                );
                break;
        }

        var status = ending.Outcome == TurnOutcome.Interrupted ? MessageStatus.Interrupted : MessageStatus.Complete;
        await messages.SaveReplyAsync(
            message.SessionId,
            message.TurnId,
            message.MessageId,
            reply.DeliveredText,
            ending.Metadata(),
            status,
            cancellationToken
        );
    }
}
