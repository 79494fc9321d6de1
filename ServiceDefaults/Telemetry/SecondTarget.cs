using Microsoft.Extensions.Configuration;
using OpenTelemetry.Exporter;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// A receiver of OTLP beside the dashboard: Jaeger, Tempo, a collector, any vendor's. Gets every trace, metric and log that the first one
/// gets, and none of its headers.
/// </summary>
internal sealed class SecondTarget
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Telemetry:Second";

    private const string Http = "http/protobuf";
    private const string Grpc = "grpc";

    private readonly Uri _endpoint;
    private readonly OtlpExportProtocol _protocol;
    private readonly string _headers;

    private SecondTarget(Uri endpoint, OtlpExportProtocol protocol, string headers)
    {
        _endpoint = endpoint;
        _protocol = protocol;
        _headers = headers;
    }

    /// <summary>
    /// What the settings say: <c>Endpoint</c> (for HTTP without <c>/v1/…</c>, for example <c>http://localhost:4318</c>), <c>Protocol</c>
    /// (<c>http/protobuf</c>, the default, or <c>grpc</c>) and <c>Headers</c> (<c>name=value,…</c>). Null without an endpoint.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    public static SecondTarget? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (section["Endpoint"] is not { Length: > 0 } endpoint)
        {
            return null;
        }

        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw new InvalidOperationException($"{Section}:Endpoint is '{endpoint}', which is no http or https address.");
        }

        var protocol = section["Protocol"] switch
        {
            null or "" or Http => OtlpExportProtocol.HttpProtobuf,
            Grpc => OtlpExportProtocol.Grpc,
            var other => throw new InvalidOperationException($"{Section}:Protocol is '{other}'; it can be {Http} or {Grpc}."),
        };
        return new SecondTarget(address, protocol, section["Headers"] ?? "");
    }

    /// <summary>Sets an exporter's options, all of them: what is left out would be the first target's.</summary>
    /// <param name="options">The options.</param>
    /// <param name="signal"><c>traces</c>, <c>metrics</c> or <c>logs</c>.</param>
    public void Configure(OtlpExporterOptions options, string signal)
    {
        options.Protocol = _protocol;
        options.Headers = _headers;
        options.Endpoint = _protocol == OtlpExportProtocol.Grpc ? _endpoint : new Uri($"{_endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}");
    }
}
