using Services.Conversations.StaffApprovals;

namespace Services.Gateway.StaffApprovals;

internal static class StaffApprovalsRegistration
{
    /// <summary>What staff decide on, and how they hear of it.</summary>
    public static IServiceCollection AddStaffApprovals(this IServiceCollection services)
    {
        services.AddSingleton<StaffApprovalDesk>();
        services.AddHostedService<StaffApprovalNotifier>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, StaffApprovalsJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, StaffApprovalJson.Default);
        });
        return services;
    }
}
