using System.Text.Json;
using System.Text.Json.Serialization;

namespace Turns.Bench.Clients;

/// <summary>What is sent over the socket.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ConnectRequest))]
[JsonSerializable(typeof(CreateSession))]
[JsonSerializable(typeof(SendMessage))]
[JsonSerializable(typeof(EndSession))]
internal sealed partial class SocketJson : JsonSerializerContext;
