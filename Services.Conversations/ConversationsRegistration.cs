using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Services.Conversations.Approvals;
using Services.Conversations.Erasure;
using Services.Conversations.EventLog;
using Services.Conversations.Handovers;
using Services.Conversations.Messages;
using Services.Conversations.Record;
using Services.Conversations.Rooms;
using Services.Conversations.Sessions;
using Services.Conversations.StaffApprovals;
using Services.Conversations.Vault;

namespace Services.Conversations;

/// <summary>Registers the conversation stores.</summary>
public static class ConversationsRegistration
{
    /// <summary>The schema that the stores live in.</summary>
    public const string Schema = "conversations";

    /// <summary>Where the numbered migrations stand among the resources of <see cref="MigrationAssembly"/>.</summary>
    public const string MigrationPrefix = "Services.Conversations.Migrations.";

    /// <summary>Holds the migrations.</summary>
    public static Assembly MigrationAssembly => typeof(ConversationsRegistration).Assembly;

    /// <summary>
    /// Adds <see cref="ISessionStore"/>, <see cref="IMessageStore"/>, <see cref="IApprovalStore"/>, <see cref="IStaffApprovalStore"/>,
    /// <see cref="IHandoverStore"/>,
    /// <see cref="IConversationRecord"/>, <see cref="ISessionEventLog"/> and <see cref="IRoomLog"/>. The host provides the Redis connection
    /// and the Npgsql data source, and applies the migrations (<c>AddNpgsqlMigrations(ConversationsRegistration.Schema,
    /// ConversationsRegistration.MigrationAssembly, ConversationsRegistration.MigrationPrefix)</c>).
    /// </summary>
    public static IServiceCollection AddConversations(this IServiceCollection services)
    {
        services.AddSingleton<ISessionStore, NpgsqlSessionStore>();
        services.AddSingleton<IMessageStore, NpgsqlMessageStore>();
        services.AddSingleton<IApprovalStore, NpgsqlApprovalStore>();
        services.AddSingleton<IStaffApprovalStore, NpgsqlStaffApprovalStore>();
        services.AddSingleton<StaffApprovalNotices>();
        services.AddHandovers();
        services.AddErasures();
        services.AddConversationRecord();
        return services.AddConversationLogs();
    }

    /// <summary>Adds <see cref="IConversationRecord"/> alone, for who writes effects into it.</summary>
    public static IServiceCollection AddConversationRecord(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IConversationRecord, NpgsqlConversationRecord>();
        return services;
    }

    /// <summary>Adds <see cref="IHandoverStore"/> alone, for whose effect a handover is.</summary>
    public static IServiceCollection AddHandovers(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHandoverStore, NpgsqlHandoverStore>();
        return services;
    }

    /// <summary>
    /// Adds <see cref="IErasureStore"/>, and has the service's own stores (<see cref="ISessionEraser"/>) erase what is erased.
    /// </summary>
    public static IServiceCollection AddErasures(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IErasureStore, NpgsqlErasureStore>();
        services.AddHostedService<SessionErasures>();
        return services;
    }

    /// <summary>
    /// Adds <see cref="IPersonalDataVault"/>, for who receives what people write and who needs it as it was written. Wants <see
    /// cref="VaultOptions.Key"/>.
    /// </summary>
    public static IServiceCollection AddPersonalDataVault(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<VaultOptions>().BindConfiguration(VaultOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<VaultCipher>();
        services.AddSingleton<IPersonalDataVault, NpgsqlPersonalDataVault>();
        return services;
    }

    /// <summary>
    /// Wraps the keys of sessions anew when the vault's secret has changed; beside <see cref="AddPersonalDataVault"/>, where the database
    /// lets keys be changed.
    /// </summary>
    public static IServiceCollection AddVaultKeyRewrapping(this IServiceCollection services) =>
        services.AddHostedService<VaultKeyRewrapping>();

    /// <summary>Adds what lives in Redis only: <see cref="ISessionEventLog"/> and <see cref="IRoomLog"/>.</summary>
    public static IServiceCollection AddConversationLogs(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services
            .AddOptions<SessionEventLogOptions>()
            .BindConfiguration(SessionEventLogOptions.Section)
            .ValidateDataAnnotations()
            .Validate(
                static log => log.SequenceRetention >= log.Retention,
                $"{SessionEventLogOptions.Section}:SequenceRetention must not be shorter than Retention."
            )
            .ValidateOnStart();
        services.AddSingleton<ISessionEventLog, RedisSessionEventLog>();
        services.AddOptions<RoomLogOptions>().BindConfiguration(RoomLogOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IRoomLog, RedisRoomLog>();
        return services;
    }
}
