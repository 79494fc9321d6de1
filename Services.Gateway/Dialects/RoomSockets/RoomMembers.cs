using System.Collections.Concurrent;

namespace Services.Gateway.Dialects.RoomSockets;

/// <summary>The open room WebSockets of this gateway. Thread-safe.</summary>
internal sealed class RoomMembers
{
    private readonly ConcurrentDictionary<RoomMember, bool> _members = new();

    /// <summary>Those that are open at this moment.</summary>
    public IEnumerable<RoomMember> All => _members.Select(static member => member.Key);

    public void Add(RoomMember member) => _members[member] = true;

    public void Remove(RoomMember member) => _members.TryRemove(member, out _);
}
