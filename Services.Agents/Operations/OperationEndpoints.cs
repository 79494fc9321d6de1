using System.Text.Json;
using System.Text.Json.Serialization;
using Services.Agents.Data.Seeding;

namespace Services.Agents.Operations;

/// <summary>What operators may ask of the agents.</summary>
internal static class OperationEndpoints
{
    public static void MapAgentOperations(this WebApplication app) =>
        app.MapOperatorGroup().MapPost("/demo-data/reset", ResetAsync).WithSummary("Replaces the shop's data by the demo data of today");

    private static async Task<DemoDataReset> ResetAsync(DemoSeeder seeder, CancellationToken cancellationToken)
    {
        var data = await seeder.ResetAsync(cancellationToken);
        return new DemoDataReset(
            data.Retail.Users.Count,
            data.Retail.Orders.Count,
            data.Retail.Products.Count,
            data.TicketsOfCustomers.Count
        );
    }
}

/// <summary>What the shop holds after it was filled anew.</summary>
internal sealed record DemoDataReset(int Customers, int Orders, int Products, int Tickets);

/// <summary>JSON of the operators' endpoints.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DemoDataReset))]
internal sealed partial class OperationsJson : JsonSerializerContext;
