using System.Text.Json.Serialization;

namespace Services.Evals.Runtime;

/// <summary>JSON of the stored evaluations.</summary>
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
internal sealed partial class EvaluationJson : JsonSerializerContext;
