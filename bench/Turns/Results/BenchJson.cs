using System.Text.Json;
using System.Text.Json.Serialization;

namespace Turns.Bench.Results;

/// <summary>What <c>--json</c> writes and <c>--baseline</c> reads.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(BenchResult))]
internal sealed partial class BenchJson : JsonSerializerContext;
