using System.Text.Json;
using System.Text.Json.Serialization;

namespace Services.Conversations.Messages;

/// <summary>Source-generated JSON for what the store writes beside contracts.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyDictionary<string, double>))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class StoreJson : JsonSerializerContext;
