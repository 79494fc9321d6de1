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
            JsonValueKind.Object when IsPlaceholder(json) => TryRead(json, out var number) && number >= 0 && number < attachments,
            JsonValueKind.Object => json.EnumerateObject().All(member => Fit(member.Value, attachments)),
            _ => true,
        };

    /// <summary>The number of a placeholder; false for everything else.</summary>
    public static bool TryRead(JsonElement json, out int number)
    {
        number = -1;
        return json.ValueKind == JsonValueKind.Object
            && IsPlaceholder(json)
            && ReceivedJson.TryFind(json, "num"u8, out var found)
            && found.ValueKind == JsonValueKind.Number
            && found.TryGetInt32(out number);
    }

    private static bool IsPlaceholder(JsonElement json) =>
        ReceivedJson.TryFind(json, "_placeholder"u8, out var mark) && mark.ValueKind == JsonValueKind.True;
}
