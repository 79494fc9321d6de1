using Services.Contracts.Guardrails;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Conversations.Messages;
using Services.Orchestrator.Guardrails;

namespace Services.Orchestrator.Context;

/// <summary>
/// What people said to each other before they asked, and which therefore nobody has judged: it is judged before a model sees it, once. That
/// it is off the platform's topic is no reason to leave it out.
/// </summary>
internal sealed class Overheard(IGuardrails guardrails, IMessageStore messages)
{
    /// <summary>The messages without those that nobody may see, and the others as they may be seen.</summary>
    public async Task<IReadOnlyList<StoredMessage>> JudgeAsync(
        SessionId session,
        IReadOnlyList<StoredMessage> stored,
        CancellationToken cancellationToken
    )
    {
        var judged = new List<StoredMessage>(stored.Count);
        foreach (var message in stored)
        {
            if (message.Status != MessageStatus.Noted)
            {
                judged.Add(message);
            }
            else if (await JudgeAsync(session, message, cancellationToken) is { } seen)
            {
                judged.Add(seen);
            }
        }

        return judged;
    }

    private async Task<StoredMessage?> JudgeAsync(SessionId session, StoredMessage message, CancellationToken cancellationToken)
    {
        var verdict = await guardrails.JudgeInputAsync(
            new GuardrailRequest { Text = message.Content, SessionId = session },
            cancellationToken
        );
        if (verdict.Action == VerdictAction.Block && !verdict.Findings.All(finding => finding.Category == GuardrailCategories.OffTopic))
        {
            // What could not be judged may be judged another time.
            if (verdict.Findings.All(finding => finding.Category != GuardrailCategories.Unavailable))
            {
                await messages.SetStatusAsync(message.Id, MessageStatus.Blocked, cancellationToken);
            }

            return null;
        }

        if (verdict.Action == VerdictAction.Redact)
        {
            await messages.RedactAsync(message.Id, verdict.Text, cancellationToken);
        }

        await messages.SetStatusAsync(message.Id, MessageStatus.Heard, cancellationToken);
        return verdict.Action == VerdictAction.Redact ? message with { Content = verdict.Text } : message;
    }
}
