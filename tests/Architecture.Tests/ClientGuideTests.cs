using System.Text.RegularExpressions;

namespace Architecture.Tests;

/// <summary>The guide for clients names every event, frame and code that there is, and none that there is not.</summary>
public sealed partial class ClientGuideTests
{
    private const string Guide = "docs/clients.md";

    public static TheoryData<string, string[]> Vocabularies =>
        new()
        {
            {
                "The session dialect",
                [
                    "Services.Contracts/Events/EventNames.cs",
                    "Services.Gateway/Dialects/Sessions/SessionEvents.cs",
                    "Services.Gateway/Connections/ConnectedEvent.cs",
                    "Services.Gateway/Requests/ErrorEvent.cs",
                    "Services.Gateway/Calls/CallEvents.cs",
                    "Services.Gateway/Voice/VoiceEventHandlers.cs",
                    "Services.Gateway/Alerts/Alert.cs",
                    "Services.Gateway/SessionNotices/SessionUpdatedEvent.cs",
                    "Services.Gateway/StaffApprovals/StaffApprovalNotifier.cs",
                ]
            },
            {
                "The room WebSocket",
                ["Services.Gateway/Dialects/RoomSockets/RoomSocketFrame.cs", "Services.Gateway/Dialects/RoomSockets/RoomSocketCommands.cs"]
            },
            { "Rooms", ["Services.Gateway/Dialects/Rooms/RoomsEvents.cs", "Services.Gateway/Requests/ErrorEvent.cs"] },
            { "Workspace", ["Services.Gateway/Dialects/Workspace/WorkspaceEvents.cs"] },
            { "Errors", ["Services.Contracts/ErrorCodes.cs"] },
        };

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Tables_OfASection_NameWhatTheCodeNames(string section, string[] sources)
    {
        var told = Repository.Documents[Guide].FirstColumnsBelow(section).Where(code => !Parameter().IsMatch(code));
        var known = sources
            .SelectMany(source => Name().Matches(File.ReadAllText(Path.Combine(Repository.Root.FullName, source))))
            .Select(match => match.Groups[1].Value);

        Assert.Equal(known.Distinct().Order(StringComparer.Ordinal), told.Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>A parameter of an address, or the title of a column.</summary>
    [GeneratedRegex("=|^type$")]
    private static partial Regex Parameter();

    /// <summary>A constant.</summary>
    [GeneratedRegex("""const string \w+ = "([^"]+)";""")]
    private static partial Regex Name();
}
