namespace Services.Evals.Suites;

/// <summary>One conversation in a room of its own.</summary>
internal sealed class Scenario
{
    /// <summary>Unique in the suite.</summary>
    public required string Id { get; set; }

    /// <summary>What it shows, in a sentence.</summary>
    public required string Title { get; set; }

    /// <summary>A demo user's name, or <c>customer</c> for any customer. Default <c>customer</c>.</summary>
    public string As { get; set; } = "customer";

    /// <summary>The state of the order that the conversation is about; its number is <c>{{order}}</c>.</summary>
    public string? Order { get; set; }

    /// <summary>True if the conversation changes the order, which then is no other scenario's.</summary>
    public bool Writes { get; set; }

    /// <summary>What is said, in order.</summary>
    public required List<ScenarioTurn> Turns { get; set; }
}

/// <summary>A message and what is expected of the reply.</summary>
internal sealed class ScenarioTurn
{
    /// <summary>The message; variables in double braces.</summary>
    public required string Say { get; set; }

    /// <summary>What the reply has to be like.</summary>
    public Expectation Expect { get; set; } = new();

    /// <summary>Variable to regular expression: keeps what matches in the reply for later turns.</summary>
    public Dictionary<string, string> Capture { get; set; } = [];
}

/// <summary>What a reply has to be like. Texts compare without case; variables in double braces.</summary>
internal sealed class Expectation
{
    /// <summary>The agent that answers.</summary>
    public string? Agent { get; set; }

    /// <summary>The routes that are right.</summary>
    public List<string> Route { get; set; } = [];

    /// <summary>Tools that have to be among the sources.</summary>
    public List<string> Tools { get; set; } = [];

    /// <summary>Texts that have to be in it.</summary>
    public List<string> Contains { get; set; } = [];

    /// <summary>Texts of which one has to be in it.</summary>
    public List<string> ContainsAny { get; set; } = [];

    /// <summary>Texts that must not be in it.</summary>
    public List<string> NotContains { get; set; } = [];

    /// <summary>A regular expression that has to match.</summary>
    public string? Matches { get; set; }

    /// <summary>The guardrail category that has to stop the message; then there is no reply.</summary>
    public string? Blocked { get; set; }

    /// <summary>Whether it has to ask for approval.</summary>
    public bool? Approval { get; set; }

    /// <summary>Least score of each metric, 0 to 1; a reply without it fails.</summary>
    public Dictionary<string, double> Scores { get; set; } = [];

    /// <summary>Most milliseconds to the first token.</summary>
    public int? FirstTokenMs { get; set; }
}
