using System.Text.Json;
using Services.Contracts.Agents;
using Services.Contracts.Ids;
using Services.Contracts.Json;
using Services.Conversations.Record;
using Services.Gateway.Sessions;
using StoredSession = Services.Conversations.Sessions.Session;

namespace Services.Gateway.Erasure;

/// <summary>All that is on record of a session, for its owner.</summary>
internal sealed record SessionExport
{
    public required SessionSummary Session { get; init; }

    public required IReadOnlyList<MessageSummary> Messages { get; init; }

    public required IReadOnlyList<ExportedCall> ToolCalls { get; init; }

    public required IReadOnlyList<ExportedQuestion> Questions { get; init; }

    public required IReadOnlyList<ExportedHandover> Handovers { get; init; }

    /// <summary>Texts are those of the record's messages, in their order, as their owner wrote them.</summary>
    public static SessionExport Of(StoredSession session, ConversationRecord record, IReadOnlyList<string> texts) =>
        new()
        {
            Session = SessionSummary.Of(session),
            Messages = [.. record.Messages.Zip(texts, static (message, text) => MessageSummary.Of(message with { Content = text }))],
            ToolCalls =
            [
                .. record.Calls.Select(made => new ExportedCall(
                    made.TurnId,
                    made.Call.Name,
                    made.Call.Arguments,
                    made.Result.Result,
                    made.Result.Refusal is { } refusal ? EnumNames.Of(refusal) : null,
                    made.Result.Effect
                )),
            ],
            Questions =
            [
                .. record.Questions.Select(asked => new ExportedQuestion(
                    asked.TurnId,
                    asked.Statement,
                    EnumNames.Of(asked.Status),
                    asked.Call.Name,
                    asked.Call.Arguments,
                    asked.Staff is { } staff
                        ? new ExportedStaffApproval(EnumNames.Of(staff.Status), staff.By, staff.Reason, staff.At?.UtcDateTime)
                        : null
                )),
            ],
            Handovers =
            [
                .. record.Handovers.Select(change => new ExportedHandover(
                    EnumNames.Of(change.Change),
                    change.By.Name,
                    EnumNames.Of(change.By.Role),
                    change.Note,
                    change.At.UtcDateTime
                )),
            ],
        };
}

/// <summary>A tool call.</summary>
internal sealed record ExportedCall(TurnId TurnId, string Tool, JsonElement Arguments, JsonElement Result, string? Refusal, string? Effect);

/// <summary>A question, and how it was answered.</summary>
internal sealed record ExportedQuestion(
    TurnId TurnId,
    string Statement,
    string Status,
    string Tool,
    JsonElement Arguments,
    ExportedStaffApproval? Staff
);

/// <summary>What became of it at staff, and by whom.</summary>
internal sealed record ExportedStaffApproval(string Status, string? Name, string? Reason, DateTime? At);

/// <summary>A change of who answers.</summary>
internal sealed record ExportedHandover(string Change, string Name, string Role, string? Note, DateTime At);
