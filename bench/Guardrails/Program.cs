using System.CommandLine;
using Guardrails.Bench;

var data = new Option<DirectoryInfo>("--data") { Description = "Folder with the public data sets.", Required = true };
var output = new Option<FileInfo>("--out") { Description = "The file to write.", Required = true };

var train = new Command("train", "Train the injection classifier and write its weights.") { data, output };
train.SetAction(result =>
{
    var examples = TrainingSet.Load(new DataFiles(result.GetRequiredValue(data)));
    File.WriteAllBytes(result.GetRequiredValue(output).FullName, Trainer.TrainWeights(examples));
});

var report = new Command("report", "Measure the detectors and write a Markdown report.") { data, output };
report.SetAction(result =>
    File.WriteAllText(result.GetRequiredValue(output).FullName, Report.Write(new DataFiles(result.GetRequiredValue(data))))
);

var misses = new Command("misses", "Print what the detectors got wrong, to be read by a person.") { data };
misses.SetAction(result => Misses.Print(new DataFiles(result.GetRequiredValue(data))));

var calibrate = new Command("calibrate", "Print recall and false alarms of the classifier by threshold, out of fold.") { data };
calibrate.SetAction(result => CrossValidation.Print(new DataFiles(result.GetRequiredValue(data))));

return new RootCommand("Trains and measures the guardrails.") { train, calibrate, report, misses }
    .Parse(args)
    .Invoke();
