using System.Text.Json;

namespace Services.Gateway.SocketIo.Packets;

/// <summary>The objects that stand in a packet's JSON where its attachments were: <c>{"_placeholder":true,"num":N}</c>. Pure.</summary>
internal static class Placeholders
{
    /// <summary>True if every placeholder names one of the attachments.</summary>
    public static bool Fit(JsonElement json, int attachments) =>
        json.ValueKind switch
        {
            JsonValueKind.Array => json.EnumerateArray().All(item => Fit(item, attachments)),
            JsonValueKind.Object when ReceivedJson.TryFind(json, "_placeholder"u8, out var mark) && mark.ValueKind == JsonValueKind.True =>
                ReceivedJson.TryFind(json, "num"u8, out var number)
                    && number.ValueKind == JsonValueKind.Number
                    && number.TryGetInt32(out var index)
                    && index >= 0
                    && index < attachments,
            JsonValueKind.Object => json.EnumerateObject().All(member => Fit(member.Value, attachments)),
            _ => true,
        };
}
