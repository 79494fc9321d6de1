namespace Services.Evals.Evaluators;

/// <summary>Tells by its name whether a tool changes something.</summary>
internal static class WriteTools
{
    private static readonly string[] Verbs =
    [
        "cancel_",
        "modify_",
        "return_",
        "exchange_",
        "create_",
        "add_",
        "transfer_",
        "update_",
        "close_",
    ];

    public static bool Contains(string tool) => Array.Exists(Verbs, verb => tool.StartsWith(verb, StringComparison.Ordinal));
}
