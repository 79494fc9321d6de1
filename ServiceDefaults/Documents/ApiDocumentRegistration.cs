using System.Reflection;
using Microsoft.AspNetCore.Builder;
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
            app.MapScalarApiReference(Page).AllowAnonymous();
        }
    }

    /// <summary>Every service of a build has the same version.</summary>
    private static string AssemblyVersion { get; } =
        typeof(ApiDocumentRegistration).Assembly.GetName().Version?.ToString(fieldCount: 3) ?? "0.0.0";

    /// <summary><c>Services.Gateway</c> becomes <c>Switchboard Gateway</c>.</summary>
    private static string TitleOf(string application) => $"Switchboard {application.Split('.')[^1]}";
}
