namespace Services.Evals.Evaluators;

/// <summary>Flags of an evaluation, as readers of <c>message:evaluated</c> see them.</summary>
internal static class EvaluationFlags
{
    /// <summary>The answer hardly speaks to the question.</summary>
    public const string OffQuestion = "off_question";

    /// <summary>The answer speaks of another order, ticket or customer than the question.</summary>
    public const string WrongEntity = "wrong_entity";

    /// <summary>The answer states facts that no tool returned.</summary>
    public const string Ungrounded = "ungrounded";

    /// <summary>The answer says that something was done, and no tool did it.</summary>
    public const string UnbackedAction = "action_without_tool";

    /// <summary>The answer contains personal data that is not in the customer's records.</summary>
    public const string PersonalData = "personal_data";

    /// <summary>The answer contains what the output guard forbids.</summary>
    public const string Unsafe = "unsafe";

    /// <summary>The guardrails could not be asked, so there is no safety score.</summary>
    public const string SafetyUnchecked = "safety_unchecked";
}
