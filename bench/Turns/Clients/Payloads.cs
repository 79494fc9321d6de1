namespace Turns.Bench.Clients;

/// <summary>What a connection shows.</summary>
internal sealed record ConnectRequest(string Token);

/// <summary><c>session:create</c>.</summary>
internal sealed record CreateSession(string Topic);

/// <summary><c>session:end</c>.</summary>
internal sealed record EndSession(string SessionId);

/// <summary><c>message:send</c>.</summary>
internal sealed record SendMessage(string SessionId, string Content, string ClientMessageId);
