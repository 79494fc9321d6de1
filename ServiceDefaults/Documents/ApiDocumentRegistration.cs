using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scalar.AspNetCore;

namespace ServiceDefaults.Documents;

/// <summary>
/// The OpenAPI document of a service at <c>/openapi/v1.json</c>, and in development a page to read and try it at <c>/docs</c>.
/// </summary>
internal static class ApiDocumentRegistration
{
    private const string Version = "v1";
    private const string Page = "/docs";

    /// <summary>Describes the service's HTTP endpoints; the title is the service's name.</summary>
    public static void AddApiDocument(this IHostApplicationBuilder builder)
    {
        var title = TitleOf(builder.Environment.ApplicationName);
        builder.Services.AddOpenApi(
            Version,
            options =>
                options.AddDocumentTransformer(
                    (document, _, _) =>
                    {
                        document.Info.Title = title;
                        document.Info.Version = AssemblyVersion;
                        return Task.CompletedTask;
                    }
                )
        );
    }

    /// <summary>Maps both, for anybody.</summary>
    public static void MapApiDocument(this WebApplication app)
    {
        app.MapOpenApi().AllowAnonymous();
        if (app.Environment.IsDevelopment())
        {
            app.MapScalarApiReference(Page, AllowWhatItNeeds).AllowAnonymous();
        }
    }

    /// <summary>
    /// Its script by a nonce that is good for one answer. It makes its styles while it runs, which cannot be told from anybody's; nothing
    /// comes from, or goes to, another host.
    /// </summary>
    private static void AllowWhatItNeeds(ScalarOptions options, HttpContext context)
    {
        var nonce = RandomNumberGenerator.GetHexString(32);
        options.WithNonce(nonce).DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    /// <summary>Every service of a build has the same version.</summary>
    private static string AssemblyVersion { get; } =
        typeof(ApiDocumentRegistration).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "0.0.0";

    /// <summary><c>Services.Gateway</c> becomes <c>Switchboard Gateway</c>.</summary>
    private static string TitleOf(string application) => $"Switchboard {application.Split('.')[^1]}";
}
