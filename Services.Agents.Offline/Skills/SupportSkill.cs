using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Services.Agents.Offline.Classification;
using Services.Agents.Offline.Rendering;
using Services.Agents.Offline.Understanding;
using Services.Contracts.Json;
using Services.Retail.Tickets;
using Services.Retail.Tools;
using Names = Services.Agents.Offline.Classification.Intents;

namespace Services.Agents.Offline.Skills;

/// <summary>Problems: tickets, complaints, and the way to a person.</summary>
internal sealed class SupportSkill : ISkill
{
    private const int LongestSubject = 80;
    private const int MaxTickets = 10;
    private const string Advice =
        "I'm very sorry; that must not happen, and I'm glad you tell us. Please don't use it any more: switch it off, unplug it, and "
        + "keep people "
        + "and children away from it. If anybody is hurt, or something burns or smokes, call the emergency services first. I report "
        + "this to our "
        + "team as **urgent**.";

    private const string Sympathy = "I'm sorry that this happened. Our support team should look into it.";

    /// <inheritdoc/>
    public IReadOnlyList<string> Intents { get; } =
    [Names.CreateTicket, Names.ListTickets, Names.CommentTicket, Names.Complaint, Names.Review, Names.PaymentIssue, Names.HumanAgent];

    /// <inheritdoc/>
    public DialogueAction Next(DialogueContext context) =>
        context.State.Intent switch
        {
            Names.HumanAgent => HandOver(context),
            Names.CreateTicket => Create(context),
            Names.ListTickets => List(context),
            Names.CommentTicket => Comment(context),
            Names.Complaint when Danger.IsIn(context.State.TaskText) => Urgent(context),
            Names.Complaint => new ReplyAction($"I'm sorry that this went wrong. {Questions.OfferTicket}"),
            Names.PaymentIssue => new ReplyAction(
                $"I'm sorry about the trouble with your payment. I can't see card transactions, but our support team can. "
                    + $"{Questions.OfferTicket}"
            ),
            _ => new ReplyAction($"Thank you for taking the time. I can't publish reviews, but I can pass it on. {Questions.OfferTicket}"),
        };

    private static DialogueAction HandOver(DialogueContext context) =>
        context.Tools.Contains(ToolNames.TransferToHuman)
            ? CallToolsAction.Single(ToolNames.TransferToHuman, ("summary", ProblemText.Summary(context)))
            : new ReplyAction(StandardReplies.NotAvailable);

    /// <summary>People come first: what to do at once, and a ticket that is read before others.</summary>
    private static DialogueAction Urgent(DialogueContext context)
    {
        if (!context.Tools.Contains(ToolNames.CreateTicket))
        {
            return HandOver(context);
        }

        var text = ProblemText.Told(context);
        var arguments = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["subject"] = $"Danger: {Subject(text)}",
            ["description"] = text,
            ["priority"] = EnumNames.Of(TicketPriority.Urgent),
        };
        if (Order(context.State) is { } order)
        {
            arguments["order_id"] = order;
        }

        return new CallToolsAction([new ToolRequest(ToolNames.CreateTicket, arguments)]) { Text = Advice };
    }

    private static string Subject(string problem) => problem.Length <= LongestSubject ? problem : problem[..(LongestSubject - 1)] + "…";

    private static string? Order(DialogueState state) =>
        state.Latest(mentions => mentions.OrderIds.Count > 0 ? mentions.OrderIds[0] : null) ?? state.FocusOrder;

    private static DialogueAction Create(DialogueContext context)
    {
        if (ProblemText.Of(context) is not { } problem)
        {
            return new ReplyAction($"I'll open a ticket for you. {Questions.TicketText}");
        }

        var arguments = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["subject"] = Subject(problem),
            ["description"] = problem,
        };
        if (Order(context.State) is { } order)
        {
            arguments["order_id"] = order;
        }

        return new CallToolsAction([new ToolRequest(ToolNames.CreateTicket, arguments)])
        {
            Text = ProblemText.IsRequested(context) ? "" : Sympathy,
        };
    }

    private static DialogueAction Comment(DialogueContext context)
    {
        if (Ticket(context) is not { } ticketId)
        {
            return TryTickets(context, out var tickets, out var action) ? Ask(context, tickets) : action;
        }

        if (ProblemText.Comment(context) is not { } text)
        {
            return new ReplyAction($"I'll add a comment to ticket **{Markdown.Escape(ticketId)}**. {Questions.CommentText}");
        }

        return CallToolsAction.Single(ToolNames.AddTicketComment, ("ticket_id", ticketId), ("comment", text));
    }

    private static DialogueAction Ask(DialogueContext context, IReadOnlyList<Ticket> tickets)
    {
        var open = tickets.Where(ticket => ticket.Status != TicketStatus.Closed).ToList();
        return open switch
        {
            [] => new ReplyAction($"There is no open ticket. {Questions.OfferTicket}"),
            [var only] when ProblemText.Comment(context) is { } text => CallToolsAction.Single(
                ToolNames.AddTicketComment,
                ("ticket_id", only.TicketId),
                ("comment", text)
            ),
            [var only] => new ReplyAction($"I'll add a comment to ticket **{Markdown.Escape(only.TicketId)}**. {Questions.CommentText}"),
            _ => new ReplyAction($"{Lines(open)}\n\n{Questions.WhichTicket}"),
        };
    }

    private static DialogueAction List(DialogueContext context)
    {
        var plural = new WordSet(context.Last.Text).Has("tickets");
        if (!plural && Ticket(context) is { } ticketId)
        {
            return context.TryRead(
                ToolNames.GetTicket,
                [("ticket_id", ticketId)],
                TicketJson.Default.Ticket,
                out var ticket,
                out var missing
            )
                ? new ReplyAction(One(ticket))
                : missing;
        }

        if (!TryTickets(context, out var tickets, out var action))
        {
            return action;
        }

        var words = new WordSet(context.Last.Text);
        var asked = Enum.GetValues<TicketStatus>().Where(status => words.Has(EnumNames.Of(status))).Take(1).ToList();
        var kind = string.Concat(asked.Select(status => EnumNames.Of(status) + " "));
        var shown = tickets.Where(ticket => asked.Count == 0 || asked.Contains(ticket.Status)).Take(MaxTickets).ToList();
        return new ReplyAction(
            shown.Count switch
            {
                0 => $"There are no {kind}tickets. {Questions.OfferTicket}",
                1 => $"There is one {kind}ticket:\n\n{Lines(shown)}",
                _ => $"These are the latest {shown.Count} {kind}tickets:\n\n{Lines(shown)}",
            }
        );
    }

    private static bool TryTickets(
        DialogueContext context,
        [NotNullWhen(true)] out IReadOnlyList<Ticket>? tickets,
        [NotNullWhen(false)] out DialogueAction? action
    ) => context.TryRead(ToolNames.ListTickets, [], TicketJson.Default.IReadOnlyListTicket, out tickets, out action);

    private static string? Ticket(DialogueContext context) =>
        context.State.Latest(mentions => mentions.TicketIds.Count > 0 ? mentions.TicketIds[0] : null) ?? context.State.FocusTicket;

    private static string Lines(IEnumerable<Ticket> tickets) =>
        string.Join(
            '\n',
            tickets.Select(ticket =>
                $"- **{Markdown.Escape(ticket.TicketId)}** ({EnumNames.Of(ticket.Status)}, "
                + $"{EnumNames.Of(ticket.Priority)} priority): "
                + $"{Markdown.Escape(ticket.Subject)}"
            )
        );

    private static string One(Ticket ticket)
    {
        var comments = (ticket.Comments ?? []).Select(comment =>
            $"\n- {Day(comment.CreatedAt)}, {EnumNames.Of(comment.Author)}: {Markdown.Escape(comment.Body)}"
        );
        var heading =
            $"Ticket **{Markdown.Escape(ticket.TicketId)}** is **{EnumNames.Of(ticket.Status)}** "
            + $"({EnumNames.Of(ticket.Priority)} priority, opened {Day(ticket.CreatedAt)}): {Markdown.Escape(ticket.Subject)}";
        return $"{heading}\n{string.Concat(comments)}".TrimEnd();
    }

    private static string Day(DateTimeOffset time) => time.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
