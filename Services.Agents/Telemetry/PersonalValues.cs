using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceDefaults.Text;
using Services.Contracts.Json;

namespace Services.Agents.Telemetry;

/// <summary>
/// The personal values that have come by in JSON of tools, by the names under which the shop's records keep them. A value is known wherever
/// it comes by afterwards: in a sentence, too. Bounded; thread-safe.
/// </summary>
internal sealed class PersonalValues(int capacity)
{
    /// <summary>Shorter ones (<c>NY</c>) would be found in everything, and tell nothing by themselves.</summary>
    private const int Shortest = 3;

    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "first_name",
        "last_name",
        "email",
        "phone",
        "address1",
        "address2",
        "city",
        "state",
        "zip",
        "last_four",
    };

    private readonly Lock _gate = new();
    private readonly Queue<string> _inOrder = new();
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);

    // Made anew after a change.
    private (ValueSearch Search, Dictionary<string, string> Names)? _search;

    /// <summary>Remembers a value; the oldest is forgotten for it if there are too many.</summary>
    public void Add(string value, string name)
    {
        if (value.Length < Shortest || value.StartsWith('['))
        {
            return;
        }

        lock (_gate)
        {
            if (!_names.TryAdd(value, name))
            {
                return;
            }

            _search = null;
            _inOrder.Enqueue(value);
            if (_inOrder.Count > capacity)
            {
                _names.Remove(_inOrder.Dequeue());
            }
        }
    }

    /// <summary>Remembers the personal values in a text of JSON; nothing happens if it is none.</summary>
    public void Learn(string text)
    {
        if (Parse(text) is { } json)
        {
            Learn(json);
        }
    }

    /// <summary>The text with every known value replaced by its name in square brackets.</summary>
    public string Mask(string text)
    {
        if (Parse(text) is { } json)
        {
            return Mask(null, json)?.ToJsonString(ContractsJson.Default.Options) ?? "null";
        }

        ValueSearch search;
        Dictionary<string, string> names;
        lock (_gate)
        {
            (search, names) = _search ??= (new ValueSearch(_names.Keys), new(_names, StringComparer.OrdinalIgnoreCase));
        }

        return Replace(text, search, names);
    }

    private void Learn(JsonNode json)
    {
        switch (json)
        {
            case JsonArray array:
                foreach (var item in array.OfType<JsonNode>())
                {
                    Learn(item);
                }

                break;
            case JsonObject members:
                foreach (var (name, member) in members)
                {
                    if (Names.Contains(name) && member is JsonValue value)
                    {
                        Add(value.ToString(), name);
                    }
                    else if (member is not null)
                    {
                        Learn(member);
                    }
                }

                break;
            case JsonValue value when value.TryGetValue(out string? text):
                Learn(text);
                break;
        }
    }

    private JsonNode? Mask(string? name, JsonNode? json)
    {
        switch (json)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select(item => Mask(null, item))]);
            case JsonObject members:
                return new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Mask(member.Key, member.Value))));
            case JsonValue when name is not null && Names.Contains(name):
                return JsonValue.Create($"[{name}]");
            case JsonValue value when value.TryGetValue(out string? text):
                return JsonValue.Create(Mask(text));
            default:
                return json?.DeepClone();
        }
    }

    /// <summary>
    /// Only whole words: a person called Ann is not in what is annual. Where two values overlap, the earlier counts, and then the longer.
    /// </summary>
    private static string Replace(string text, ValueSearch search, Dictionary<string, string> names)
    {
        var masked = new StringBuilder(text.Length);
        var done = 0;
        foreach (var (start, value) in search.In(text))
        {
            var end = start + value.Length;
            if (
                start >= done
                && (start == 0 || !char.IsLetterOrDigit(text[start - 1]))
                && (end == text.Length || !char.IsLetterOrDigit(text[end]))
            )
            {
                masked.Append(text, done, start - done).Append('[').Append(names[value]).Append(']');
                done = end;
            }
        }

        return masked.Append(text, done, text.Length - done).ToString();
    }

    private static JsonNode? Parse(string text)
    {
        if (!text.StartsWith('{') && !text.StartsWith('['))
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
