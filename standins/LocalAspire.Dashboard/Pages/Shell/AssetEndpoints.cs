using System.Security.Cryptography;
using LocalAspire.Dashboard.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace LocalAspire.Dashboard.Pages.Shell;

/// <summary>The style sheet, scripts and icon that are embedded in the assembly.</summary>
internal sealed class AssetEndpoints
{
    private const string Prefix = "Assets/";

    private readonly Dictionary<string, (byte[] Content, string Type, EntityTagHeaderValue Tag)> _assets = Load();

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/assets/{name}", Serve).WithMetadata(AccessRule.Anyone);
        endpoints.MapGet("/favicon.ico", () => Results.Redirect("/assets/icon.svg")).WithMetadata(AccessRule.Anyone);
    }

    private IResult Serve(HttpContext context, string name)
    {
        if (!_assets.TryGetValue(name, out var asset))
        {
            return Results.NotFound();
        }

        context.Response.Headers.CacheControl = "no-cache";
        return Results.Bytes(asset.Content, asset.Type, entityTag: asset.Tag);
    }

    private static Dictionary<string, (byte[] Content, string Type, EntityTagHeaderValue Tag)> Load()
    {
        var assembly = typeof(AssetEndpoints).Assembly;
        var assets = new Dictionary<string, (byte[], string, EntityTagHeaderValue)>(StringComparer.Ordinal);
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            var type = Path.GetExtension(resource) switch
            {
                ".css" => "text/css; charset=utf-8",
                ".js" => "text/javascript; charset=utf-8",
                ".svg" => "image/svg+xml",
                _ => "application/octet-stream",
            };
            assets.Add(resource[Prefix.Length..], (content, type, new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content)[..8])}\"")));
        }

        return assets;
    }
}
