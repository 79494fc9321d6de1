namespace Services.Gateway.Calls;

/// <summary>Names of the events of calls.</summary>
internal static class CallEvents
{
    public const string Offer = "webrtc:offer";
    public const string Answer = "webrtc:answer";
    public const string IceCandidate = "webrtc:ice-candidate";
    public const string Hangup = "webrtc:hangup";
}
