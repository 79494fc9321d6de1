using Services.Contracts.Ids;

namespace Services.Conversations.Erasure;

/// <summary>What of a session was deleted here, in rows.</summary>
/// <param name="Session">The session as the other stores have to erase it.</param>
/// <param name="Messages">Messages and replies.</param>
/// <param name="ToolCalls">Calls with their results.</param>
/// <param name="Questions">Questions with their answers.</param>
/// <param name="Handovers">Changes of who answers.</param>
/// <param name="PersonalData">Data whose key was destroyed.</param>
public sealed record ErasureReport(ErasedSession Session, int Messages, int ToolCalls, int Questions, int Handovers, int PersonalData);

/// <summary>A session that is to be erased.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Names">The ids of its turns and questions, under which stores may have kept something.</param>
public sealed record ErasedSession(SessionId Id, IReadOnlyList<Guid> Names);
