using System.Text.Json;
using System.Text.Json.Serialization;
using Turns.Bench.Clients;
using Turns.Bench.Measuring;
using Turns.Bench.Platform;

namespace Turns.Bench;

/// <summary>Everything that this program reads and writes.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(BenchResult))]
[JsonSerializable(typeof(PlatformStatus))]
[JsonSerializable(typeof(List<DemoUser>))]
[JsonSerializable(typeof(TokenRequest))]
[JsonSerializable(typeof(TokenAnswer))]
internal sealed partial class BenchJson : JsonSerializerContext;

/// <summary>What is sent over the socket.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ConnectRequest))]
[JsonSerializable(typeof(CreateSession))]
[JsonSerializable(typeof(SendMessage))]
[JsonSerializable(typeof(EndSession))]
internal sealed partial class SocketJson : JsonSerializerContext;
