using Services.Conversations;
using Services.Conversations.Erasure;

namespace Services.Agents.Data;

/// <summary>Registers the business data: its database, its schema, its import and export.</summary>
internal static class BusinessDataRegistration
{
    public static void AddBusinessData(this IHostApplicationBuilder builder)
    {
        builder.AddPlatformDatabase("switchboard");
        // What was done is written into the conversation's record in the transaction that does it.
        builder.AddNpgsqlMigrations(
            ConversationsRegistration.Schema,
            ConversationsRegistration.MigrationAssembly,
            ConversationsRegistration.MigrationPrefix
        );
        builder.Services.AddConversationRecord();
        builder.Services.AddHandovers();
        builder.Services.AddPersonalDataVault();
        builder.Services.AddErasures();
        builder.Services.AddSingleton<ISessionEraser, ExecutionEraser>();
        builder.AddNpgsqlMigrations("agents", typeof(BusinessDataRegistration).Assembly, "Services.Agents.Data.Migrations.");
        builder.Services.AddSingleton<RetailArchive>();
    }
}
