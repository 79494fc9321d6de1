using System.Text.Json;

namespace Services.Gateway.SocketIo;

/// <summary>A client's answer to an event.</summary>
/// <param name="Arguments">The arguments of the answer, an array.</param>
/// <param name="Attachments">Its binary parts; <c>{"_placeholder":true,"num":N}</c> stands where the Nth was.</param>
public sealed record SocketIoAnswer(JsonElement Arguments, IReadOnlyList<ReadOnlyMemory<byte>> Attachments);
