using Services.Evals.Runtime;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddRuntimeEvaluation();

var app = builder.Build();
app.MapDefaultEndpoints();
app.Run();
return 0;
