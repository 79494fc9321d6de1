using System.Text.RegularExpressions;
using Services.Agents.Offline.Classification;
using Services.Contracts.Agents;

namespace Services.Agents.Offline.Understanding;

/// <summary>Cuts a message that asks for several things ("cancel it and tell me what is in it") into its requests.</summary>
internal sealed partial class RequestSplitter(IntentReader reader)
{
    private const float Sure = 0.5f;
    private const int MaxRequests = 3;

    /// <summary>A text of more parts is no list of requests, and each part costs a classification.</summary>
    private const int MaxClauses = 8;

    /// <summary>
    /// The requests, changes first and questions behind them, each in the order of the message; empty when it asks for one thing only.
    /// </summary>
    public IReadOnlyList<Request> Split(string text)
    {
        if (BothAddresses().IsMatch(text))
        {
            return [new Request(Intents.ChangeAddress, text), new Request(Intents.ChangeOrderAddress, text)];
        }

        var clauses = Border().Split(text).Where(clause => !string.IsNullOrWhiteSpace(clause)).ToList();
        if (clauses.Count > MaxClauses)
        {
            return [];
        }

        List<Request> requests = [];
        var before = "";
        foreach (var clause in clauses)
        {
            var guess = reader.Read(clause);
            var request = new Request(guess.Intent, clause.Trim());
            if (guess.Confidence < Sure || !(IsWanted(request) || (request.Reads && IsAsked(clause))))
            {
                // A reason, a feeling: it belongs to the request beside it.
                if (requests.Count > 0)
                {
                    requests[^1] = requests[^1] with { Text = $"{requests[^1].Text}. {clause}" };
                }
                else
                {
                    before += clause + ". ";
                }
            }
            else if (requests.FindIndex(known => Same(known.Intent, request.Intent)) is >= 0 and var known)
            {
                requests[known] = requests[known] with { Text = $"{requests[known].Text} and {clause}" };
            }
            else
            {
                requests.Add(request with { Text = requests.Count == 0 ? before + request.Text : request.Text });
            }
        }

        return requests.Count is < 2 or > MaxRequests ? [] : [.. requests.OrderBy(Place)];
    }

    // Who tells of a defect asks for no ticket yet.
    private static bool IsWanted(Request request) =>
        request.Writes
        && (
            request.Intent is not (Intents.CreateTicket or Intents.CommentTicket)
            || request.Text.Contains("ticket", StringComparison.OrdinalIgnoreCase)
        );

    // "I got my lamp" tells something; "where is my lamp", "tell me" and "my lamp never came" want to know something.
    private static bool IsAsked(string clause) =>
        Asking().IsMatch(clause) || DialogueCues.IsQuestion(clause) || OrderCues.DeniesReceipt(clause);

    [GeneratedRegex(
        @"^\W*(?:(?:please|and|also|just|hi|hello|hey|ok|so|then|can you|could you|would you|will you|i(?:'d| would)? (?:like|want|"
            + @"need) to|i wish to|"
            + @"let me|help me)\W+)*(?:tell|show|give|list|know|see|what|where|when|how|which|who|whose|is|are|do|does|did|has|have|"
            + @"can|could|will|"
            + @"would|any|let me know|check|track|trace|find|explain|status|look|get me|remind|confirm|details|update on|my (?:orders|"
            + @"tickets)|whether|if)"
            + @"\b|\b(?:i want to know|let me know|tell me|wondering|like to know|need to know|want to check)\b",
        RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Asking();

    /// <summary>"My address and the address of my orders": the address of the account and those of orders are two things.</summary>
    [GeneratedRegex(
        @"\b(?:my|the|user|account|default|home|profile) (?:user |default |account |profile |home )?address\b.{0,20}\b(?:and|as well "
            + @"as|plus)\b"
            + @".{0,30}\borders?(?:'s|s')?\b(?! #?w?\d).{0,20}\bto\b",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex BothAddresses();

    // The first decides which agent has the turn; the order agent has the tools for most of the rest.
    private static int Place(Request request) => (request.Writes ? 0 : 2) + (Intents.AgentFor(request.Intent) == AgentNames.Order ? 0 : 1);

    private static bool Same(string one, string other) => one == other || (Intents.IsItemChange(one) && Intents.IsItemChange(other));

    [GeneratedRegex(
        @"(?:\s{0,8}[.;!?]{1,8}\s{1,8}(?:(?:and|then|also|plus|but)\s{1,8}){0,4}|(?:\s{0,8},)?\s{1,8}(?:and|then|plus|but|also)\s{1,8}"
            + @"(?:(?:then|also|please)\s{1,8}){0,4}|\s{0,8},\s{1,8}|\s{0,8}\n\s{0,8})(?=(?:(?:please|just|instead|only|also|i|if|you|"
            + @"to|could|can|want|rather|maybe)\s{1,8}){0,4}"
            + @"(?:tell|show|give|list|what|what's|where|where's|when|how|how's|which|who|is|are|do|does|did|has|have|can|could|will|"
            + @"would|keep|get|know|see|"
            + @"i want|i'd like|i would like|i need|let me know|cancel|return|exchange|swap|"
            + @"change|update|modify|send|ship|deliver|open|create|file|track|check|add|remind|explain|make)\b)",
        RegexOptions.IgnoreCase,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex Border();
}
