using System.ComponentModel;
using Services.Agents.Tools.Writes;

namespace Services.Agents.Tools.Support;

/// <summary>The write tools of support.</summary>
/// <remarks>Methods and parameters have the names that models see.</remarks>
internal static class SupportWrites
{
    [Description("Open a support ticket for a problem that the other tools cannot solve, such as a damaged or missing parcel.")]
    public static IWriteCommand create_ticket(
        [Description("What it is about, in a few words.")] string subject,
        [Description("The problem in the customer's words, with what they want done.")] string description,
        [Description("The id of the order that it is about, such as '#W0000000'; leave out if none.")] string? order_id = null,
        [Description("'low', 'normal', 'high', or 'urgent' where people are in danger. Default: 'normal'.")] string? priority = null
    ) => new CreateTicket(subject, description, order_id, priority);

    [Description("Add a comment to a support ticket.")]
    public static IWriteCommand add_ticket_comment(
        [Description("The ticket's id, such as 'T-10001'.")] string ticket_id,
        [Description("What to add, in the customer's words.")] string comment
    ) => new AddTicketComment(ticket_id, comment);

    [Description(
        "Hand the conversation over to a person, with a summary. Only when the customer asks for a person or the request is "
            + "outside the tools."
    )]
    public static IWriteCommand transfer_to_human_agents(
        [Description("What the customer wants and what was done so far.")] string summary
    ) => new TransferToHuman(summary);
}
