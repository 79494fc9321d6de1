using System.Collections.Concurrent;

namespace Services.Gateway.SocketIo.Rooms;

/// <summary>The rooms of a namespace; a room exists as long as somebody is in it.</summary>
internal sealed class RoomRegistry<TMember>
    where TMember : class
{
    private readonly ConcurrentDictionary<string, Room<TMember>> _rooms = new(StringComparer.Ordinal);

    /// <summary>How many rooms there are.</summary>
    public int Count => _rooms.Count;

    /// <summary>Adds a member; returns the room that it is in now.</summary>
    public Room<TMember> Join(string name, TMember member)
    {
        while (true)
        {
            var room = _rooms.GetOrAdd(name, static name => new Room<TMember>(name));
            if (room.TryAdd(member))
            {
                return room;
            }

            // Its last member is leaving at this moment and removes it; the next turn finds none or a new one.
            Thread.Yield();
        }
    }

    /// <summary>Removes a member, and the room with its last one.</summary>
    public void Leave(Room<TMember> room, TMember member)
    {
        if (room.Remove(member))
        {
            _rooms.TryRemove(KeyValuePair.Create(room.Name, room));
        }
    }

    /// <summary>The room, or null if nobody is in it.</summary>
    public Room<TMember>? Find(string name) => _rooms.GetValueOrDefault(name);
}
