using System.Text.Json;
using Services.Agents.Offline.History;
using Services.Agents.Offline.Rendering;
using Services.Contracts.Json;
using Services.Retail;
using Services.Retail.Tickets;
using Services.Retail.Tools;

namespace Services.Agents.Offline.Skills;

/// <summary>Says what came of a tool that changes something: done, refused, or not wanted.</summary>
internal static class OutcomeText
{
    public static string Describe(CompletedToolCall write)
    {
        if (write.IsDeclined)
        {
            return $"{StandardReplies.NothingChanged} Is there anything else I can do?";
        }

        if (write.Refusal is { } refusal)
        {
            return $"That was not possible: {StandardReplies.Refused(refusal)} Nothing was changed.";
        }

        return EffectText.Describe(write.Name, write.Result);
    }
}
