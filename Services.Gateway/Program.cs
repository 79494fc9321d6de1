using Services.Gateway;

GatewayApplication.Create(args).Run();
