using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Intents.Training;
using Services.Agents.Offline.Classification;
using Services.Embeddings;

// dotnet run -c Release --project eng/Intents.Training -- [ROOT] [FILE.tsv ...]
// Measures on held-out rows, then trains on all of them and writes Services.Agents.Offline/Classification/intents.br and report.md.
// Other files of messages (agent, intent, text) are measured as well; of them the figures are printed, and nothing is written down.
// Without the public rows at ../shared/data it says so and stops: the weights that ship rest on them.
const int Folds = 4;
const int ComposedOfLearnt = 120;
const int ComposedOfKept = 40;
const int NonsenseCount = 200;

var root = args.Length > 0 ? args[0] : ".";
var data = Path.Combine(root, "..", "shared", "data", "intents");
if (!File.Exists(Path.Combine(data, "bitext-train.csv")))
{
    Console.Error.WriteLine($"The public rows are not at {data}; nothing was trained.");
    return 1;
}

var clock = System.Diagnostics.Stopwatch.StartNew();
var costs = new List<string> { Costs.Loading() };
var here = Path.Combine(root, "eng", "Intents.Training");
var suites = Path.Combine(root, "tests", "Services.Agents.Offline.Tests", "Classification");
var messages = Path.Combine(here, "messages.txt");
var phrases = PhraseFile.Read(Path.Combine(here, "phrases.txt"), perPattern: 40).ToList();
var publicRows = PublicRows
    .Bitext(Path.Combine(data, "bitext-train.csv"))
    .Concat(PublicRows.Banking(Path.Combine(data, "banking77-train.csv"), perIntent: 25))
    .ToList();

// What is composed of every fourth line of messages.txt is kept apart from the model that is measured and calibrated.
var learnt = phrases
    .Concat(Respelled([.. phrases.Where(static (_, i) => i % 3 == 0)]))
    .Concat(Respelled([.. new Composer(messages, static line => !IsKept(line)).Write(ComposedOfLearnt)]))
    .Concat(Gibberish.Write(NonsenseCount))
    .DistinctBy(static example => (example.Text, example.Intent))
    .ToList();
var unseen = Respelled([.. new Composer(messages, IsKept).Write(ComposedOfKept)]);
List<Example> all = [.. learnt, .. unseen];
var others = args.Skip(1).Select(static path => (Path.GetFileName(path), Rows: HeldOut.Read(path))).ToList();

var embeddings = new EmbeddingFile(Path.Combine(here, "obj", "embeddings.bin"));
await embeddings.FillAsync(all.Concat(publicRows).Select(static example => example.Text));
var training = new ModelTrainer(embeddings);

var measured = training.Train([.. learnt, .. publicRows.Where(static (_, i) => i % 5 != 0)]);
var calibration = Calibrator.Fit(measured, unseen, embeddings);
measured = Calibrator.With(measured, calibration);
var final = Calibrator.With(training.Train([.. all, .. publicRows]), calibration);
Console.WriteLine($"{calibration} after {clock.Elapsed.TotalSeconds:0} s");

var kept = publicRows.Where(static (_, i) => i % 5 == 0).ToList();
List<(Measurement Without, Measurement With)> rows =
[
    Measure("Bitext *", measured, kept.Where(static row => row.Source == "bitext")),
    Measure("Banking77, to be declined *", measured, kept.Where(static row => row.Source == "banking77")),
    Measure("`messages.txt` *", measured, unseen),
    Measure("`held-out.tsv`", final, HeldOut.Read(Path.Combine(suites, "held-out.tsv"))),
    Measure("`customers.tsv`", final, HeldOut.Read(Path.Combine(suites, "customers.tsv"))),
];
costs.AddRange(Costs.Classifying(final));

using (var file = File.Create(Path.Combine(root, "Services.Agents.Offline", "Classification", "intents.br")))
{
    final.Write(file);
}

var report = Report.Write(all.Count, publicRows.Count, rows, costs);
File.WriteAllText(Path.Combine(here, "report.md"), report);
Console.WriteLine(report);
foreach (var (example, guess) in rows.TakeLast(2).SelectMany(static row => row.With.Misses))
{
    Console.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{example.Intent} -> {guess.Intent} {guess.Confidence:0.00}  {example.Text}")
    );
}

foreach (var (name, examples) in others)
{
    var (without, with) = Measure(name, final, examples);
    foreach (var (how, row) in new[] { ("n-grams alone", without), ("with embeddings", with) })
    {
        var (agent, intent) = (Interval.Of(row.RightAgent, row.Count), Interval.Of(row.RightIntent, row.Count));
        Console.WriteLine($"{name}, {how}: agent {agent}, intent {intent}");
    }
}

return 0;

static List<Example> Respelled(List<Example> examples) =>
    [.. examples, .. examples.Select(static example => example with { Text = Misspeller.Write(example.Text) })];

// Every fourth line, by its own words, so that a line that is added moves no other.
static bool IsKept(string line) => SHA256.HashData(Encoding.UTF8.GetBytes(line))[0] % Folds == 0;

static (Measurement, Measurement) Measure(string name, IntentModel model, IEnumerable<Example> examples)
{
    var (without, with) = (new IntentClassifier(model), new IntentClassifier(model));
    with.Use(MiniLmEmbeddingGenerator.Shared);
    List<Example> rows = [.. examples];
    return (new Measurement(name, without, rows), new Measurement(name, with, rows));
}
