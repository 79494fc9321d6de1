using LocalAspire.Dashboard.Access;
using LocalAspire.Dashboard.Pages.Rendering;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalAspire.Dashboard.Pages.Shell;

/// <summary>Signing in with the browser token, by link or by hand, and out again.</summary>
internal sealed class LoginEndpoints(Layout layout, BrowserSession session, DashboardOptions options)
{
    private readonly Secret _token = new(options.BrowserToken);

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/login", Show).WithMetadata(AccessRule.Anyone);
        endpoints.MapPost("/login", SubmitAsync).WithMetadata(AccessRule.Anyone);
        endpoints.MapPost("/logout", SignOutAsync);
    }

    private IResult Show(HttpContext context, string? t, string? returnUrl)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (_token.Matches(t))
        {
            return SignIn(context, returnUrl);
        }

        return t is null && session.IsSignedIn(context)
            ? Results.LocalRedirect(LocalUrl.OrRoot(returnUrl))
            : Form(returnUrl, wrong: !string.IsNullOrEmpty(t));
    }

    private async Task<IResult> SubmitAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!context.Request.HasFormContentType)
        {
            return Results.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, detail: "A form is expected.");
        }

        var form = await context.Request.ReadFormAsync(cancellationToken);
        string? returnUrl = form["returnUrl"];
        return _token.Matches(form["t"].ToString().Trim()) ? SignIn(context, returnUrl) : Form(returnUrl, wrong: true);
    }

    private async Task<IResult> SignOutAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!await FormToken.IsValidAsync(context, session, cancellationToken))
        {
            return FormToken.Refused();
        }

        BrowserSession.SignOut(context);
        return Results.LocalRedirect("/login");
    }

    private IResult SignIn(HttpContext context, string? returnUrl)
    {
        session.SignIn(context);
        return Results.LocalRedirect(LocalUrl.OrRoot(returnUrl));
    }

    private PageResult Form(string? returnUrl, bool wrong) => new(
        layout.RenderPlain("Sign in", Html.Of($"""
            <form class="login" method="post" action="/login">
              <img src="/assets/icon.svg" alt="" width="40" height="40">
              <h1>{options.ApplicationName}</h1>
              <p>Open the link that was printed when the platform started, or paste its token here.</p>
              {Html.When(wrong, () => Html.Of($"""<p class="problem" role="alert">This token is not valid. Tokens change with each start unless they are configured.</p>"""))}
              <label for="t">Token</label>
              <input id="t" name="t" type="password" autocomplete="off" required autofocus spellcheck="false">
              <input type="hidden" name="returnUrl" value="{LocalUrl.OrRoot(returnUrl)}">
              <button>Sign in</button>
            </form>
            """)),
        wrong ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK);
}
