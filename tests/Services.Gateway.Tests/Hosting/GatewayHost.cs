using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Services.Contracts.Access;
using Services.Contracts.Json;
using Services.Conversations.EventLog;
using Switchboard.Testing.Peers;

namespace Services.Gateway.Tests.Hosting;

/// <summary>The gateway in this process, on a port of its own.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string SigningKey = "a-signing-key-for-tests-of-64-bytes-0123456789-0123456789-012345";

    private readonly WebApplication _app;

    private GatewayHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    public ISessionEventLog Log => _app.Services.GetRequiredService<ISessionEventLog>();

    public static async Task<GatewayHost> StartAsync(IEnumerable<string> settings)
    {
        string[] all =
        [
            "urls=http://127.0.0.1:0",
            "environment=Development",
            $"Auth:SigningKey={SigningKey}",
            "Logging:LogLevel:Default=Warning",
            $"Peers:Key={TestPeer.Gateway.PrivateKey}",
            .. settings,
        ];
        var app = GatewayApplication.Create([.. all.Select(setting => $"--{setting}")]);
        await app.StartAsync();
        return new GatewayHost(app);
    }

    /// <summary>A customer whom no other test knows.</summary>
    public static Caller NewCustomer() =>
        new()
        {
            UserId = $"user-{Guid.NewGuid():N}",
            Name = "Test Customer",
            Role = Role.Customer,
            CustomerId = $"customer-{Guid.NewGuid():N}",
        };

    public static Caller NewOperator() =>
        new()
        {
            UserId = $"staff-{Guid.NewGuid():N}",
            Name = "Test Operator",
            Role = Role.Operator,
        };

    /// <summary>A token for the caller; what a bad token has wrong can be given.</summary>
    public static string TokenFor(
        Caller caller,
        string key = SigningKey,
        string issuer = "switchboard",
        string audience = "switchboard-clients",
        TimeSpan? expiresIn = null,
        string? role = null
    )
    {
        List<Claim> claims =
        [
            new("sub", caller.UserId),
            new(TokenClaims.Name, caller.Name),
            new(TokenClaims.Role, role ?? EnumNames.Of(caller.Role)),
        ];
        if (caller.CustomerId is { } customer)
        {
            claims.Add(new Claim(TokenClaims.CustomerId, customer));
        }

        var now = DateTime.UtcNow;
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                NotBefore = now - TimeSpan.FromHours(1),
                Expires = now + (expiresIn ?? TimeSpan.FromHours(1)),
                Subject = new ClaimsIdentity(claims),
                SigningCredentials = new SigningCredentials(
                    new SymmetricSecurityKey(Encoding.UTF8.GetBytes(key)),
                    SecurityAlgorithms.HmacSha256
                ),
            }
        );
    }

    public HttpClient HttpFor(Caller? caller)
    {
        var http = new HttpClient { BaseAddress = Address };
        if (caller is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TokenFor(caller));
        }

        return http;
    }

    /// <summary>A room WebSocket; throws <see cref="WebSocketException"/> when it is refused, with the status in the socket.</summary>
    public Task<RoomSocketClient> EnterAsync(
        Caller? caller,
        string room,
        string query = "",
        Action<ClientWebSocketOptions>? configure = null
    ) => EnterAsync(Address.Port, caller, room, query, configure);

    /// <summary>The same at a gateway on any port.</summary>
    public static async Task<RoomSocketClient> EnterAsync(
        int port,
        Caller? caller,
        string room,
        string query = "",
        Action<ClientWebSocketOptions>? configure = null
    )
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (caller is not null)
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {TokenFor(caller)}");
        }

        configure?.Invoke(socket.Options);
        var entered = new RoomSocketClient(socket);
        await entered.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/ws/{room}{query}"));
        return entered;
    }

    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
