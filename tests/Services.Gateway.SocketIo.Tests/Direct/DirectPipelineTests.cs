using System.Net;
using System.Text.Encodings.Web;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Services.Gateway.SocketIo.Tests.Server;

namespace Services.Gateway.SocketIo.Tests.Direct;

/// <summary>
/// Whatever an application puts before its endpoint holds for WebSockets that are taken off their connection, too: every case is asked with
/// and without <c>UseSocketIoConnections</c>, and must be answered alike.
/// </summary>
public sealed class DirectPipelineTests
{
    private const string PipelineMark = "\r\nServer: Kestrel\r\n";
    private const string Default = "/socket.io/?EIO=4&transport=websocket";

    /// <summary>Name, how the application is made, the request, and how it is answered.</summary>
    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["plain"] = new(101, app => Map(app, "/socket.io")),
        ["authorisation"] = new(401, app => Map(app, "/socket.io").RequireAuthorization()),
        ["fallback policy"] = new(
            401,
            app => Map(app, "/socket.io"),
            Build: builder => builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(Known)
        ),
        ["host"] = new(404, app => Map(app, "/socket.io").RequireHost("only.example")),
        ["middleware"] = new(
            418,
            app =>
            {
                app.Use(
                    (HttpContext context, RequestDelegate _) =>
                    {
                        context.Response.StatusCode = 418;
                        return Task.CompletedTask;
                    }
                );
                Map(app, "/socket.io");
            }
        ),
        ["group"] = new(401, MapGroup, "/rt/grouped/?EIO=4&transport=websocket"),
        ["group without its prefix"] = new(404, MapGroup, "/grouped/?EIO=4&transport=websocket"),
        ["base path"] = new(
            101,
            app =>
            {
                app.UsePathBase("/base");
                app.UseRouting();
                Map(app, "/socket.io");
            },
            "/base" + Default
        ),
        ["branch"] = new(404, app => app.Map("/other", branch => branch.UseRouting()), Default),
        ["rate limit"] = new(
            503,
            app =>
            {
                app.UseRateLimiter();
                Map(app, "/socket.io").RequireRateLimiting("none");
            },
            Build: builder =>
                builder.Services.AddRateLimiter(limiter =>
                    limiter.AddPolicy("none", _ => RateLimitPartition.Get("all", static _ => new NoPermits()))
                )
        ),
        ["upgrade limit"] = new(
            101,
            app => Map(app, "/socket.io"),
            Build: builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxConcurrentUpgradedConnections = 10)
        ),
        ["no host"] = new(400, app => Map(app, "/socket.io"), Replace: ("Host: localhost\r\n", "")),
        ["two keys"] = new(
            400,
            app => Map(app, "/socket.io"),
            Replace: ("Upgrade: websocket\r\n", "Upgrade: websocket\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n")
        ),
        ["EIO twice"] = new(400, app => Map(app, "/socket.io"), Default + "&EIO=4"),
        ["escaped sid"] = new(400, app => Map(app, "/socket.io"), Default + "&s%69d=unknown"),
        ["200 headers"] = new(
            431,
            app => Map(app, "/socket.io"),
            Replace: (
                "Upgrade: websocket\r\n",
                "Upgrade: websocket\r\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"A{i}: 1\r\n"))
            )
        ),
        ["origin"] = new(403, app => Map(app, "/socket.io"), Configure: options => options.IsOriginAllowed = static _ => false),
        ["failing middleware"] = new(
            500,
            app =>
            {
                app.Use((HttpContext _, RequestDelegate _) => throw new InvalidOperationException("on purpose"));
                Map(app, "/socket.io");
            }
        ),
    };

    public static TheoryData<string, bool> All
    {
        get
        {
            var all = new TheoryData<string, bool>();
            foreach (var name in Cases.Keys)
            {
                all.Add(name, true);
                all.Add(name, false);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Handshake_OfEveryKind_IsAnsweredAsByTheHttpServer(string name, bool isDirect)
    {
        var asked = Cases[name];
        await using var server = await AppServer.StartAsync(asked.Map, asked.BuildAll, asked.Configure, isDirect);

        var answer = await AskAsync(server, asked);

        Assert.StartsWith($"HTTP/1.1 {asked.Status} ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain", true)]
    [InlineData("base path", true)]
    [InlineData("upgrade limit", false)]
    public async Task Handshake_ThatIsGranted_IsTakenOffTheConnectionWhereNothingSpeaksAgainstIt(string name, bool isDirect)
    {
        var asked = Cases[name];
        await using var server = await AppServer.StartAsync(asked.Map, asked.BuildAll);

        Assert.Equal(isDirect, !(await AskAsync(server, asked)).Contains(PipelineMark, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Handshake_ToAnEndpointWithMetadata_IsServedByTheHttpServer()
    {
        await using var server = await AppServer.StartAsync(app => Map(app, "/socket.io").WithMetadata("anything"), null);

        Assert.Contains(PipelineMark, await AskAsync(server, new Case(101, static _ => { })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshake_WithWhatMiddlewareAdds_HasItInTheAnswer()
    {
        await using var server = await AppServer.StartAsync(
            app =>
            {
                app.Use(
                    static (context, next) =>
                    {
                        context.Response.OnStarting(() =>
                        {
                            context.Response.Headers["X-Late"] = "late";
                            return Task.CompletedTask;
                        });
                        context.Response.Headers.Append("X-Early", "one");
                        context.Response.Headers.Append("X-Early", "two");
                        return next(context);
                    }
                );
                Map(app, "/socket.io");
            },
            null
        );

        var answer = await AskAsync(server, new Case(101, static _ => { }));

        Assert.Contains("\r\nX-Early: one\r\nX-Early: two\r\nX-Late: late\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(PipelineMark, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Request_BehindForwardedHeaders_IsFromWhereTheyTell(bool isDirect)
    {
        var request = new TaskCompletionSource<SocketIoRequest>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await AppServer.StartAsync(
            app =>
            {
                app.UseForwardedHeaders(
                    new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto }
                );
                app.MapSocketIo(
                    "/socket.io",
                    hub =>
                        hub.Namespace("/")
                            .OnConnected(socket =>
                            {
                                request.SetResult(socket.Handshake.Request);
                                return ValueTask.CompletedTask;
                            })
                );
            },
            isDirect: isDirect
        );
        using var client = await RawClient.DialAsync(server.Address);

        await client.TryWriteAsync(
            RawClient.WebSocketRequestFor(
                Default,
                ("Upgrade: websocket\r\n", "Upgrade: websocket\r\nX-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n")
            )
        );
        await client.ReadAsync(atLeast: 120);
        await client.TryWriteAsync(Transport.ClientFrames.Frame(SocketIo.Transport.Opcode.Text, "40"u8));

        var seen = await request.Task.WaitAsync(TimeSpan.FromSeconds(15));
        Assert.Equal(IPAddress.Parse("203.0.113.7"), seen.RemoteAddress);
        Assert.Equal("https", seen.Scheme);
        Assert.False(seen.Headers.ContainsKey("X-Forwarded-For"));
        Assert.Equal("localhost", seen.Host);
        Assert.Equal("websocket", seen.Query["transport"]);
    }

    private static AuthorizationPolicy Known => new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build();

    private static IEndpointConventionBuilder Map(IEndpointRouteBuilder app, string pattern) =>
        app.MapSocketIo(pattern, static hub => hub.Namespace("/"));

    private static void MapGroup(WebApplication app) => Map(app.MapGroup("/rt").RequireAuthorization(), "/grouped");

    private static async Task<string> AskAsync(AppServer server, Case asked)
    {
        using var client = await RawClient.DialAsync(server.Address);
        await client.TryWriteAsync(RawClient.WebSocketRequestFor(asked.Target, asked.Replace));
        return await client.ReadAsync(atLeast: asked.Status == 101 ? 140 : 40);
    }

    private sealed record Case(
        int Status,
        Action<WebApplication> Map,
        string Target = Default,
        Action<WebApplicationBuilder>? Build = null,
        (string From, string To)? Replace = null,
        Action<SocketIoOptions>? Configure = null
    )
    {
        public void BuildAll(WebApplicationBuilder builder)
        {
            builder.Services.AddAuthentication("none").AddScheme<AuthenticationSchemeOptions, KnowsNobody>("none", null);
            builder.Services.AddAuthorization();
            Build?.Invoke(builder);
        }
    }

    private sealed class KnowsNobody(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.NoResult());
    }

    private sealed class NoPermits : RateLimiter
    {
        public override TimeSpan? IdleDuration => null;

        public override RateLimiterStatistics? GetStatistics() => null;

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
            ValueTask.FromResult<RateLimitLease>(new Refused());

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => new Refused();

        private sealed class Refused : RateLimitLease
        {
            public override bool IsAcquired => false;

            public override IEnumerable<string> MetadataNames => [];

            public override bool TryGetMetadata(string metadataName, out object? metadata)
            {
                metadata = null;
                return false;
            }
        }
    }
}
