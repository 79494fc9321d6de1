using Services.Gateway.Requests;

namespace Services.Gateway.Dialects.Rooms;

/// <summary>Names of the rooms dialect.</summary>
internal static class RoomsEvents
{
    public const string JoinRoom = "join_room";
    public const string JoinedRoom = "joined_room";
    public const string SendMessage = "send_message";
    public const string NewMessage = "new_message";
    public const string MessageSent = "message_sent";
    public const string TypingStart = "typing_start";
    public const string TypingStop = "typing_stop";
    public const string UserJoined = "user_joined";
    public const string UserLeft = "user_left";
    public const string UserTyping = "user_typing";
    public const string UserStopTyping = "user_stop_typing";
    public const string Error = ErrorEvent.Name;
}
