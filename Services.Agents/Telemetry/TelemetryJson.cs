using System.Text.Encodings.Web;
using System.Text.Json;

namespace Services.Agents.Telemetry;

internal static class TelemetryJson
{
    /// <summary>As the spans' content is written: nothing is escaped for HTML.</summary>
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
