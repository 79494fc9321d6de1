using Services.Contracts.Ids;
using Services.Conversations.Erasure;

namespace Services.Gateway.Erasure;

/// <summary>What a deleted session was, as its owner is told: rows of each kind.</summary>
internal sealed record ErasureSummary
{
    public required SessionId SessionId { get; init; }

    public required int Messages { get; init; }

    public required int ToolCalls { get; init; }

    public required int Questions { get; init; }

    public required int Handovers { get; init; }

    /// <summary>Personal data whose key was destroyed.</summary>
    public required int PersonalData { get; init; }

    /// <summary>Stores of other services, which follow within seconds.</summary>
    public IReadOnlyList<string> Following { get; init; } = [.. ErasureStores.All.Except([ErasureStores.Events])];

    public static ErasureSummary Of(ErasureReport report) =>
        new()
        {
            SessionId = report.Session.Id,
            Messages = report.Messages,
            ToolCalls = report.ToolCalls,
            Questions = report.Questions,
            Handovers = report.Handovers,
            PersonalData = report.PersonalData,
        };
}
