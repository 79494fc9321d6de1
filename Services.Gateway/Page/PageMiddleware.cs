using System.Net.Mime;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Services.Gateway.Page;

/// <summary>
/// Serves the page where no endpoint answers. It chooses the file, ASP.NET Core's static files do the rest: types, dates, entity tags and
/// conditional requests.
/// </summary>
internal sealed class PageMiddleware(
    RequestDelegate next,
    PageFolder folder,
    PageRoutes routes,
    PageSecurity security,
    IWebHostEnvironment environment,
    ILoggerFactory loggers
)
{
    private const string NotBuilt =
        "The page is not there: it is not built. Run 'npm ci && npm run build' in web/, or './dev up', which does it too.\n";

    private StaticFileMiddleware? _files;

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (context.GetEndpoint() is not null || !isRead || Find(request) is not { } path)
        {
            await next(context);
            return;
        }

        if (folder.Files is not { } files || !folder.Has(path))
        {
            await SayItIsNotBuiltAsync(context);
            return;
        }

        if (path == PageFolder.Index)
        {
            await security.PrepareAsync();
        }

        request.Path = path + Choose(path, request)?.Extension;
        await (_files ??= Create(files)).Invoke(context);
    }

    /// <summary>The file that is meant; null if the path is not the page's.</summary>
    private string? Find(HttpRequest request)
    {
        if (request.Path.Value is not { Length: > 1 } path)
        {
            return PageFolder.Index;
        }

        // What is beside a file is for those who ask for the file.
        if (ContentCoding.Of(path) is null && folder.Has(path))
        {
            return path;
        }

        return routes.IsInThePage(request) ? PageFolder.Index : null;
    }

    private ContentCoding? Choose(string path, HttpRequest request) =>
        ContentCoding
            .All.Select(coding => (Coding: coding, Quality: coding.QualityFor(request)))
            .Where(choice => choice.Quality > 0 && folder.Has(path + choice.Coding.Extension))
            .OrderByDescending(static choice => choice.Quality)
            .FirstOrDefault()
            .Coding;

    private StaticFileMiddleware Create(IFileProvider files) =>
        new(
            next,
            environment,
            Options.Create(
                new StaticFileOptions
                {
                    FileProvider = files,
                    ContentTypeProvider = new ContentCoding.ContentTypes(),
                    OnPrepareResponse = Prepare,
                }
            ),
            loggers
        );

    private void Prepare(StaticFileResponseContext file)
    {
        var (request, response) = (file.Context.Request, file.Context.Response);
        response.Headers.CacheControl = request.Path.StartsWithSegments(PageRoutes.Assets)
            ? "public, max-age=31536000, immutable"
            : "no-cache";
        response.Headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (ContentCoding.Of(request.Path.Value!) is { } coding)
        {
            response.Headers.ContentEncoding = coding.Name;
        }

        if (request.Path.Value!.StartsWith(PageFolder.Index, StringComparison.Ordinal))
        {
            security.Apply(response);
        }
    }

    private static Task SayItIsNotBuiltAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        context.Response.ContentType = MediaTypeNames.Text.Plain;
        return HttpMethods.IsHead(context.Request.Method)
            ? Task.CompletedTask
            : context.Response.WriteAsync(NotBuilt, context.RequestAborted);
    }
}
