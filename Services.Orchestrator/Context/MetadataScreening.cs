using System.Text;
using System.Text.Json;
using Services.Contracts.Guardrails;
using Services.Contracts.Ids;
using Services.Orchestrator.Guardrails;

namespace Services.Orchestrator.Context;

/// <summary>
/// Screens what clients give along with sessions and messages, before a model sees it: texts and names of it, as the user's own words are.
/// That it is off the platform's topic is no reason to leave it out.
/// </summary>
internal sealed class MetadataScreening(IGuardrails guardrails)
{
    /// <summary>Beyond it nothing of it is shown, in characters of JSON.</summary>
    private const int Longest = 2_000;

    /// <summary>The object as it is; null if there is none, it is too long, or no model may see it.</summary>
    public async Task<string?> ScreenAsync(SessionId session, string? json, CancellationToken cancellationToken)
    {
        if (json is null || json.Length > Longest || TextOf(json) is not { Length: > 0 } text)
        {
            return null;
        }

        var verdict = await guardrails.CheckInputAsync(new GuardrailRequest { Text = text, SessionId = session }, cancellationToken);
        var mayPass =
            verdict.Action == VerdictAction.Allow
            || (verdict.Action == VerdictAction.Block && verdict.Findings.All(finding => finding.Category == GuardrailCategories.OffTopic));
        return mayPass ? json : null;
    }

    /// <summary>What stands in it, a line each, however it is nested and escaped.</summary>
    private static string TextOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        Append(document.RootElement, text);
        return text.ToString();
    }

    private static void Append(JsonElement value, StringBuilder text)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject())
                {
                    text.Append(member.Name).Append(": ");
                    Append(member.Value, text);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Append(item, text);
                }

                break;
            case JsonValueKind.String:
                text.Append(value.GetString()).Append('\n');
                break;
            default:
                text.Append(value.GetRawText()).Append('\n');
                break;
        }
    }
}
