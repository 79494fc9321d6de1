using System.Diagnostics;
using OpenTelemetry;
using Services.Agents.Offline.Hints;

namespace Services.Agents.Telemetry;

/// <summary>
/// Masks what spans hold of messages and tool calls, which they do when content is captured (GenAI semantic conventions): names, addresses
/// and the like leave the process as <c>[first_name]</c>, <c>[address1]</c>. It runs before any exporter sees the span.
/// </summary>
internal sealed class CapturedContentMask : BaseProcessor<Activity>
{
    private const int MaxValues = 2_000;

    private static readonly string[] Contents =
    [
        "gen_ai.system_instructions",
        "gen_ai.input.messages",
        "gen_ai.output.messages",
        "gen_ai.tool.call.arguments",
        "gen_ai.tool.call.result",
    ];

    private readonly PersonalValues _known = new(MaxValues);

    public override void OnEnd(Activity data)
    {
        // Options of a run are captured beside its messages.
        if (data.GetTagItem(ModelHints.CallerName) is string caller)
        {
            _known.Add(caller, "name");
            data.SetTag(ModelHints.CallerName, "[name]");
        }

        foreach (var name in Contents)
        {
            if (data.GetTagItem(name) is string content)
            {
                _known.Learn(content);
            }
        }

        foreach (var name in Contents)
        {
            if (data.GetTagItem(name) is { } content)
            {
                // What is no text cannot be looked through, and is not let out.
                data.SetTag(name, content is string text ? _known.Mask(text) : null);
            }
        }
    }
}
