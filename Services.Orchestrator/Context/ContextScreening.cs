using Services.Contracts.Guardrails;
using Services.Contracts.Ids;
using Services.Contracts.Messages;
using Services.Conversations.Messages;
using Services.Orchestrator.Guardrails;

namespace Services.Orchestrator.Context;

/// <summary>
/// Screens what people said to each other before they asked, and which therefore no guardrail has seen: once, before a model sees it. That
/// it is off the platform's topic is no reason to leave it out.
/// </summary>
internal sealed class ContextScreening(IGuardrails guardrails, IMessageStore messages)
{
    /// <summary>The messages without those that nobody may see, and the others as they may be seen.</summary>
    public async Task<IReadOnlyList<StoredMessage>> ScreenAsync(
        SessionId session,
        IReadOnlyList<StoredMessage> stored,
        CancellationToken cancellationToken
    )
    {
        var screened = new List<StoredMessage>(stored.Count);
        foreach (var message in stored)
        {
            if (message.Status != MessageStatus.Unscreened)
            {
                screened.Add(message);
            }
            else if (await ScreenAsync(session, message, cancellationToken) is { } seen)
            {
                screened.Add(seen);
            }
        }

        return screened;
    }

    private async Task<StoredMessage?> ScreenAsync(SessionId session, StoredMessage message, CancellationToken cancellationToken)
    {
        var verdict = await guardrails.CheckInputAsync(
            new GuardrailRequest { Text = message.Content, SessionId = session },
            cancellationToken
        );
        if (verdict.Action == VerdictAction.Block && !verdict.Findings.All(finding => finding.Category == GuardrailCategories.OffTopic))
        {
            // What could not be screened may be screened another time.
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

        await messages.SetStatusAsync(message.Id, MessageStatus.Screened, cancellationToken);
        return verdict.Action == VerdictAction.Redact ? message with { Content = verdict.Text } : message;
    }
}
