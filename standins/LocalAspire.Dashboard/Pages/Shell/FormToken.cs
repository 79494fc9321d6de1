using LocalAspire.Dashboard.Access;
using Microsoft.AspNetCore.Http;

namespace LocalAspire.Dashboard.Pages.Shell;

/// <summary>Checks that a form was made by a page of this session.</summary>
internal static class FormToken
{
    public static async Task<bool> IsValidAsync(HttpContext context, BrowserSession session, CancellationToken cancellationToken)
    {
        if (!context.Request.HasFormContentType)
        {
            return false;
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        return session.IsFormTokenValid(context, form["token"].ToString());
    }

    public static IResult Refused() => Results.Problem(
        statusCode: StatusCodes.Status403Forbidden, detail: "The form does not belong to this session. Reload the page and try again.");
}
