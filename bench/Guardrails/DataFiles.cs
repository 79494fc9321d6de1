using System.Text.Json;

namespace Guardrails.Bench;

/// <summary>Reads the public data sets from the folder that the user names; nothing of them is part of the project.</summary>
internal sealed class DataFiles(DirectoryInfo root)
{
    public IReadOnlyList<string> Jailbreaks => Json("injection/attacks-in-the-wild.json", static e => e.GetString()!);

    public IReadOnlyList<string> NotInject => Json("injection/benign-notinject.json", static e => e.GetProperty("prompt").GetString()!);

    public IReadOnlyList<string> SupportMessages => Csv("intents/bitext-train.csv");

    public IReadOnlyList<string> BankingMessages => Csv("intents/banking77-train.csv");

    public IReadOnlyList<string> PiiTexts => Json("pii/presidio-synth-v2.json", static e => e.GetProperty("full_text").GetString()!);

    public IReadOnlyList<LabelledText> LabelledPii =>
        Json(
            "pii/presidio-synth-v2.json",
            static e => new LabelledText(
                e.GetProperty("full_text").GetString()!,
                [
                    .. e.GetProperty("spans")
                        .EnumerateArray()
                        .Select(static s => new LabelledSpan(
                            s.GetProperty("entity_type").GetString()!,
                            s.GetProperty("start_position").GetInt32(),
                            s.GetProperty("end_position").GetInt32()
                        )),
                ]
            )
        );

    public IReadOnlyList<string> ShoppingTasks =>
        Json(
            "retail/tasks-train.json",
            static e =>
                e.GetProperty("user_scenario").GetProperty("instructions") is var i && i.ValueKind == JsonValueKind.Object
                    ? i.GetProperty("reason_for_call").GetString() ?? ""
                    : i.ToString()
        );

    private List<T> Json<T>(string name, Func<JsonElement, T> read)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(root.FullName, name)));
        return [.. document.RootElement.EnumerateArray().Select(read)];
    }

    private List<string> Csv(string name) => [.. CsvFile.Read(Path.Combine(root.FullName, name))];
}

/// <summary>A text with the personal data that people marked in it.</summary>
internal sealed record LabelledText(string Text, IReadOnlyList<LabelledSpan> Spans);

/// <summary>A marked span.</summary>
internal sealed record LabelledSpan(string Type, int Start, int End);
