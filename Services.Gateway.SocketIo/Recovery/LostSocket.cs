namespace Services.Gateway.SocketIo.Recovery;

/// <summary>A socket whose client may come back.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Rooms">The rooms that it was in, its own among them.</param>
/// <param name="LostAt">When its connection broke (<see cref="TimeProvider.GetTimestamp"/>).</param>
internal sealed record LostSocket(string Id, IReadOnlySet<string> Rooms, long LostAt);
