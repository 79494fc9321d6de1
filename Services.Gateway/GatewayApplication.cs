using Microsoft.Extensions.Options;
using Services.Gateway.Access;
using Services.Gateway.Access.RateLimits;
using Services.Gateway.Alerts;
using Services.Gateway.Connections;
using Services.Gateway.DemoUsers;
using Services.Gateway.Dialects.RoomSockets;
using Services.Gateway.Erasure;
using Services.Gateway.Errors;
using Services.Gateway.EventStreams;
using Services.Gateway.Forwarding;
using Services.Gateway.Handovers;
using Services.Gateway.Health;
using Services.Gateway.Page;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;
using Services.Gateway.StaffApprovals;
using Services.Gateway.Turns;
using Services.Gateway.Web;

namespace Services.Gateway;

/// <summary>The gateway, composed; the tests run this very application.</summary>
internal static class GatewayApplication
{
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddGatewayHost();
        builder.AddBackends();
        builder.Services.AddGateway();
        return Build(builder);
    }

    /// <summary>The request pipeline and the endpoints.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.UseForwardedRequests();
        app.UseExceptionHandler();
        app.UseOrigins();
        app.UseCors();
        app.UseAddressLimits();
        app.UsePage();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseUserLimits();

        app.MapDefaultEndpoints(mapHealth: false, metricsAsJson: OperationalEndpoints.MetricsAsync);
        app.MapSocketIo("/socket.io", hub => app.Services.GetRequiredService<SocketConnections>().Map(hub.Namespace("/")))
            .CountsAs(RequestKind.Transport);
        var routes = app.MapGroup("").AddEndpointFilter(new RetryAfterFilter());
        routes.MapOperations();
        routes.MapRoomWebSocket();
        routes.MapSessions();
        routes.MapMessages();
        routes.MapHandovers();
        routes.MapStaffApprovals();
        routes.MapErasure();
        routes.MapSessionEvents();
        routes.MapAlerts();
        routes.MapClientConfig();
        if (app.Services.GetRequiredService<IOptions<AuthOptions>>().Value.HasDemoUsers(app.Environment))
        {
            routes.MapDemoUsers();
        }

        return app;
    }
}
