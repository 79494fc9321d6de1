using System.Globalization;
using Intents.Training;
using Services.Agents.Offline.Classification;

// dotnet run -c Release --project eng/Intents.Training -- [ROOT]
// Measures on held-out rows, then trains on all of them and writes Services.Agents.Offline/Classification/intents.br and report.md.
// Without the public rows at ../shared/data it says so and stops: the weights that ship rest on them.
var root = args.Length > 0 ? args[0] : ".";
var data = Path.Combine(root, "..", "shared", "data", "intents");
if (!File.Exists(Path.Combine(data, "bitext-train.csv")))
{
    Console.Error.WriteLine($"The public rows are not at {data}; nothing was trained.");
    return 1;
}

var here = Path.Combine(root, "eng", "Intents.Training");
var own = PhraseFile.Read(Path.Combine(here, "phrases.txt"), perPattern: 40).ToList();
var publicRows = PublicRows
    .Bitext(Path.Combine(data, "bitext-train.csv"))
    .Concat(PublicRows.Banking(Path.Combine(data, "banking77-train.csv"), perIntent: 25))
    .ToList();
var heldOutOwn = HeldOut.Read(Path.Combine(root, "tests", "Services.Agents.Offline.Tests", "Classification", "held-out.tsv"));

// Every fifth public row is kept out of the model that is measured.
var kept = publicRows.Where((_, i) => i % 5 != 0).ToList();
var measured = new IntentClassifier(Trainer.Train([.. own, .. kept]));
var report = Report.Write(
    own.Count,
    publicRows.Count,
    [
        ("Bitext, every fifth row", Report.Measure(measured, [.. publicRows.Where((row, i) => i % 5 == 0 && row.Source == "bitext")])),
        (
            "Banking77 (to be declined), every fifth row",
            Report.Measure(measured, [.. publicRows.Where((row, i) => i % 5 == 0 && row.Source == "banking77")])
        ),
        ("the project's own held-out phrases", Report.Measure(measured, heldOutOwn)),
    ]
);

var final = Trainer.Train([.. own, .. publicRows]);
using (var file = File.Create(Path.Combine(root, "Services.Agents.Offline", "Classification", "intents.br")))
{
    final.Write(file);
}

File.WriteAllText(Path.Combine(here, "report.md"), report);
Console.WriteLine(report);
foreach (
    var miss in heldOutOwn
        .Select(example => (example, Guess: new IntentClassifier(final).Classify(example.Text)))
        .Where(row => row.Guess.Intent != row.example.Intent)
)
{
    Console.WriteLine(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{miss.example.Intent} -> {miss.Guess.Intent} {miss.Guess.Confidence:0.00}  {miss.example.Text}"
        )
    );
}

return 0;
