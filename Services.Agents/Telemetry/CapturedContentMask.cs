using System.Collections.Frozen;
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

    private static readonly FrozenSet<string> Contents = FrozenSet.Create(
        StringComparer.Ordinal,
        "gen_ai.system_instructions",
        "gen_ai.input.messages",
        "gen_ai.output.messages",
        "gen_ai.tool.call.arguments",
        "gen_ai.tool.call.result"
    );

    private readonly PersonalValues _known = new(MaxValues);

    public override void OnEnd(Activity data)
    {
        // Most spans have none of it: their tags are looked through once.
        List<KeyValuePair<string, object?>>? contents = null;
        string? caller = null;
        foreach (ref readonly var tag in data.EnumerateTagObjects())
        {
            if (Contents.Contains(tag.Key))
            {
                (contents ??= []).Add(tag);
            }
            else if (tag.Key == ModelHints.CallerName)
            {
                caller = tag.Value as string;
            }
        }

        // Options of a run are captured beside its messages.
        if (caller is not null)
        {
            _known.Add(caller, "name");
            data.SetTag(ModelHints.CallerName, "[name]");
        }

        if (contents is null)
        {
            return;
        }

        // All of it first: a value that one of them names is masked in each.
        foreach (var (_, content) in contents)
        {
            if (content is string text)
            {
                _known.Learn(text);
            }
        }

        foreach (var (name, content) in contents)
        {
            // What is no text cannot be looked through, and is not let out.
            data.SetTag(name, content is string text ? _known.Mask(text) : null);
        }
    }
}
