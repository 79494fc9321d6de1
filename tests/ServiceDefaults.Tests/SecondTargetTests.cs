using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests;

/// <summary>Telemetry goes to a second receiver where a setting names one.</summary>
public sealed partial class SecondTargetTests
{
    private static readonly string[] Signals = ["/v1/logs", "/v1/metrics", "/v1/traces"];

    [Fact]
    public async Task Telemetry_WithASecondTarget_GoesToBoth()
    {
        await using var first = await OtlpReceiver.StartAsync();
        await using var second = await OtlpReceiver.StartAsync();

        await WorkAsync(
            new()
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = first.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=of-the-first",
                ["Telemetry:Second:Endpoint"] = second.Address,
                ["Telemetry:Second:Headers"] = "x-tenant=of-the-second",
            }
        );

        Assert.Equal(Signals, first.Paths);
        Assert.Equal(Signals, second.Paths);
        Assert.All(
            second.Exports,
            export =>
            {
                Assert.Equal("application/x-protobuf", export.ContentType);
                Assert.True(export.Length > 0);
                Assert.Equal("of-the-second", export.Headers["x-tenant"]);
            }
        );
        Assert.All(first.Exports, export => Assert.Equal("of-the-first", export.Headers["x-otlp-api-key"]));
    }

    [Fact]
    public async Task Telemetry_WithASecondTargetWithoutHeaders_DoesNotTellItTheFirstOnesKey()
    {
        await using var first = await OtlpReceiver.StartAsync();
        await using var second = await OtlpReceiver.StartAsync();

        await WorkAsync(
            new()
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = first.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_EXPORTER_OTLP_HEADERS"] = "x-otlp-api-key=of-the-first",
                ["Telemetry:Second:Endpoint"] = second.Address,
            }
        );

        Assert.Equal(Signals, second.Paths);
        Assert.All(second.Exports, export => Assert.DoesNotContain("x-otlp-api-key", export.Headers.Keys));
    }

    [Fact]
    public async Task Telemetry_WithOnlyASecondTarget_GoesThere()
    {
        await using var second = await OtlpReceiver.StartAsync();

        await WorkAsync(new() { ["Telemetry:Second:Endpoint"] = $"{second.Address}/tenant/" });

        Assert.Equal(Signals.Select(signal => $"/tenant{signal}"), second.Paths);
    }

    [Theory]
    [InlineData("Endpoint", "localhost:4318")]
    [InlineData("Protocol", "http/json")]
    public async Task Setting_ThatIsWrong_StopsTheServiceWithItsName(string setting, string value)
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            WorkAsync(new() { ["Telemetry:Second:Endpoint"] = "http://localhost:4318", [$"Telemetry:Second:{setting}"] = value })
        );

        Assert.Contains($"Telemetry:Second:{setting}", failure.Message, StringComparison.Ordinal);
        Assert.Contains(value, failure.Message, StringComparison.Ordinal);
    }

    /// <summary>A request that is traced, measured and logged; what is left to export goes out when the service ends.</summary>
    private static async Task WorkAsync(Dictionary<string, string?> settings)
    {
        settings["Logging:LogLevel:Default"] = "Information";
        await using var service = await TestService.StartAsync(
            settings: settings,
            map: app => app.MapGet("/work", (ILogger<SecondTargetTests> logger) => LogWork(logger))
        );
        using var response = await service.Http.GetAsync(new Uri("/work", UriKind.Relative), TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
    }

    [LoggerMessage(LogLevel.Information, "at work")]
    private static partial void LogWork(ILogger logger);
}
