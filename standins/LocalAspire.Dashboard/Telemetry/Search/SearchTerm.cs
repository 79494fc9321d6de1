namespace LocalAspire.Dashboard.Telemetry.Search;

/// <summary>How a qualifier compares.</summary>
internal enum SearchOperator
{
    Contains,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// <summary>One term of a search. Without a field it is looked for everywhere.</summary>
internal readonly record struct SearchTerm(bool Negated, bool IsAttribute, string? Field, SearchOperator Operator, string Value);
