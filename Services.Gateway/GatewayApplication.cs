using Services.Gateway.Access.Demo;
using Services.Gateway.Dialects;
using Services.Gateway.Dialects.RoomWebSocket;
using Services.Gateway.Health;
using Services.Gateway.Sessions;
using Services.Gateway.SocketIo;
using Services.Gateway.Web;

namespace Services.Gateway;

/// <summary>The gateway, composed; the tests run this very application.</summary>
internal static class GatewayApplication
{
    public static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseSocketIoConnections();
        builder.AddServiceDefaults();
        builder.AddBackends();
        builder.Services.AddGateway();

        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();

        app.MapDefaultEndpoints(mapHealth: false);
        app.MapOperations();
        app.MapSocketIo("/socket.io", hub => app.Services.GetRequiredService<SocketDialects>().Map(hub.Namespace("/")));
        app.MapRoomWebSocket();
        app.MapSessions();
        app.MapClientConfig();
        if (app.Environment.IsDevelopment())
        {
            app.MapDemoUsers();
        }

        return app;
    }
}
