using Services.Contracts.Topology;

namespace Services.Agents.Models;

/// <summary>Says over HTTP which models are configured.</summary>
internal static class ModelEndpoints
{
    public static void MapModels(this WebApplication app) =>
        app.MapGet("/models", (ModelCatalog models) => TypedResults.Ok(models.Describe())).RequirePeer(ServiceNames.Gateway);
}
