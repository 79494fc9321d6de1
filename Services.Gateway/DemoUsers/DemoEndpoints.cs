using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Services.Contracts;
using Services.Contracts.Access;
using Services.Contracts.Json;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Errors;

namespace Services.Gateway.DemoUsers;

/// <summary>
/// Signing in without a password. Mapped in development only, or where the settings ask for it; answers those at this machine only.
/// </summary>
internal static class DemoEndpoints
{
    private static readonly GatewayError Elsewhere = new(
        ErrorCodes.AuthFailed,
        "Demo users sign in at the machine that the gateway runs on, by the name localhost. Everybody else needs a token."
    );

    public static void MapDemoUsers(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/auth").AllowAnonymous().CountsAs(RequestKind.Public).AddEndpointFilter(RefuseOthersAsync);
        group.MapPost("/token", IssueAsync);
        group.MapGet("/demo-users", ListAsync);
    }

    private static ValueTask<object?> RefuseOthersAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        LocalRequest.Is(context.HttpContext) ? next(context) : ValueTask.FromResult<object?>(Elsewhere.ToProblem());

    private static async Task<Ok<IReadOnlyList<DemoUser>>> ListAsync(IDemoUsers directory, CancellationToken cancellationToken) =>
        TypedResults.Ok(await directory.ListAsync(cancellationToken));

    private static async Task<Results<Ok<TokenResponse>, ProblemHttpResult>> IssueAsync(
        TokenRequest request,
        IDemoUsers directory,
        IOptions<AuthOptions> options,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        if (await directory.FindAsync(request.User, cancellationToken) is not { } user)
        {
            var users = await directory.ListAsync(cancellationToken);
            return users.Any(candidate => candidate.Role == Role.Customer)
                ? TypedResults.Problem(
                    $"There is no demo user of that name. GET /auth/demo-users lists them.",
                    statusCode: StatusCodes.Status404NotFound
                )
                : TypedResults.Problem(
                    "The agents service, which knows the demo customers, cannot be reached.",
                    statusCode: StatusCodes.Status503ServiceUnavailable
                );
        }

        var expires = (time.GetUtcNow() + options.Value.TokenLifetime).UtcDateTime;
        return TypedResults.Ok(
            new TokenResponse
            {
                Token = Issue(user, expires, options.Value),
                ExpiresAt = expires,
                User = user,
            }
        );
    }

    private static string Issue(DemoUser user, DateTime expires, AuthOptions options)
    {
        List<Claim> claims = [new("sub", user.Id), new(TokenClaims.Name, user.Name), new(TokenClaims.Role, EnumNames.Of(user.Role))];
        if (user.CustomerId is { } customerId)
        {
            claims.Add(new Claim(TokenClaims.CustomerId, customerId));
        }

        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = options.Issuer,
                Audience = options.Audience,
                Expires = expires,
                Subject = new ClaimsIdentity(claims),
                SigningCredentials = new SigningCredentials(TokenValidation.Key(options), SecurityAlgorithms.HmacSha256),
            }
        );
    }
}
