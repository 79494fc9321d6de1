using System.Text.Json;
using System.Text.Json.Serialization;

namespace Turns.Bench.Platform;

/// <summary>What <c>./dev status --json</c> prints.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PlatformStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
