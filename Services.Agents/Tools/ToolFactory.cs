using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using Npgsql;
using Services.Agents.Tools.Analytics;
using Services.Agents.Tools.Calls;
using Services.Agents.Tools.Catalog;
using Services.Agents.Tools.Orders;
using Services.Agents.Tools.Support;
using Services.Agents.Tools.Writes;
using Services.Conversations.Vault;
using Services.Retail.Tools;

namespace Services.Agents.Tools;

/// <summary>Makes the tools of a run: bound to its caller, bounded in time, measured.</summary>
internal sealed class ToolFactory(
    NpgsqlDataSource source,
    WriteExecutor executor,
    IPersonalDataVault vault,
    ToolMetrics metrics,
    TimeProvider time,
    IOptions<AgentToolOptions> options,
    IOptions<StaffApprovalOptions> staff,
    ILogger<InstrumentedTool> logger
)
{
    private static readonly Dictionary<string, Delegate> WritesWithApproval = new Delegate[]
    {
        OrderWrites.cancel_pending_order,
        OrderWrites.modify_pending_order_address,
        OrderWrites.modify_pending_order_payment,
        OrderWrites.modify_pending_order_items,
        OrderWrites.return_delivered_order_items,
        OrderWrites.exchange_delivered_order_items,
        OrderWrites.modify_user_address,
        SupportWrites.create_ticket,
        SupportWrites.add_ticket_comment,
    }.ToDictionary(write => write.Method.Name);

    // Being handed to a person is what the customer asked for, or all that is left to do; it changes none of their data.
    private static readonly Dictionary<string, Delegate> WritesWithoutApproval = new Delegate[]
    {
        SupportWrites.transfer_to_human_agents,
    }.ToDictionary(write => write.Method.Name);

    /// <summary>The named tools, for one run.</summary>
    public IReadOnlyList<AIFunction> Create(IEnumerable<string> names, ToolScope scope)
    {
        var reads = Reads(scope);
        return [.. names.Select(name => Create(name, reads, scope))];
    }

    private static Dictionary<string, Delegate> ReadsOf(params Delegate[] reads) => reads.ToDictionary(read => read.Method.Name);

    private Dictionary<string, Delegate> Reads(ToolScope scope)
    {
        var retail = new RetailReads(source, scope.Caller);
        var support = new SupportReads(source, scope.Caller);
        var analytics = new AnalyticsReads(source, time, scope.Caller);
        return ReadsOf(
            retail.find_user_id_by_email,
            retail.find_user_id_by_name_zip,
            retail.get_user_details,
            retail.get_order_details,
            retail.get_product_details,
            retail.get_item_details,
            retail.list_all_product_types,
            RetailReads.calculate,
            support.list_my_tickets,
            support.get_ticket,
            analytics.order_statistics,
            analytics.revenue_report
        );
    }

    private AIFunction Create(string name, Dictionary<string, Delegate> reads, ToolScope scope)
    {
        if (reads.TryGetValue(name, out var read))
        {
            return Instrument(WithPersonalData(Function(read), scope));
        }

        if (WritesWithoutApproval.TryGetValue(name, out var free))
        {
            return Instrument(Write(Binder(free), needsApproval: false, scope));
        }

        if (WritesWithApproval.TryGetValue(name, out var write))
        {
            return new ApprovalRequiredAIFunction(Instrument(Write(Binder(write), needsApproval: true, scope)));
        }

        throw new InvalidOperationException($"There is no tool '{name}'.");
    }

    private WriteTool Write(AIFunction binder, bool needsApproval, ToolScope scope) =>
        new(WithPersonalData(binder, scope), binder, needsApproval, executor, staff.Value.AmountFor, scope);

    /// <summary>What is said to people of ours stands in the conversation's record, where placeholders are.</summary>
    private AIFunction WithPersonalData(AIFunction tool, ToolScope scope) =>
        tool.Name == ToolNames.TransferToHuman ? tool : new PersonalDataTool(tool, vault, scope.SessionId);

    private static AIFunction Function(Delegate read) =>
        AIFunctionFactory.Create(read, new AIFunctionFactoryOptions { Name = read.Method.Name, ExcludeResultSchema = true });

    /// <summary>A function whose value is the command itself, not JSON.</summary>
    private static AIFunction Binder(Delegate write) =>
        AIFunctionFactory.Create(
            write,
            new AIFunctionFactoryOptions
            {
                Name = write.Method.Name,
                ExcludeResultSchema = true,
                MarshalResult = static (result, _, _) => new ValueTask<object?>(result),
            }
        );

    private InstrumentedTool Instrument(AIFunction tool) => new(tool, options.Value.Timeout, time, metrics, logger);
}
