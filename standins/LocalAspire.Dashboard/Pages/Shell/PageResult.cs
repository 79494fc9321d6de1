using LocalAspire.Dashboard.Pages.Rendering;
using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Pages.Shell;

/// <summary>Sends markup.</summary>
internal sealed class PageResult(Html markup, int statusCode = StatusCodes.Status200OK) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = statusCode;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        await httpContext.Response.WriteAsync(markup.ToString(), httpContext.RequestAborted);
    }
}
