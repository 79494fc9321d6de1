using System.Text.Json.Serialization;
using LocalAspire.Control;

namespace LocalAspire;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(HostState))]
[JsonSerializable(typeof(PlatformStatus))]
internal sealed partial class LocalJson : JsonSerializerContext;
