using Services.Gateway;

SocketCompletions.RunInline();
GatewayApplication.Create(args).Run();
