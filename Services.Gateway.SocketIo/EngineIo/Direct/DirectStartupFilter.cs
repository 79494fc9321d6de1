using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Services.Gateway.SocketIo.EngineIo.Direct;

/// <summary>Takes hold of the application's pipeline, the outermost middleware included, when it is built.</summary>
internal sealed class DirectStartupFilter(DirectPipeline pipeline) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(application =>
            {
                pipeline.Application = application;
                return application;
            });
            next(app);
        };
}
