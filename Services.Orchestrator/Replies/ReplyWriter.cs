using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Services.Contracts.Events;
using Services.Contracts.Guardrails;
using Services.Contracts.Json;
using Services.Contracts.Turns;
using Services.Conversations.EventLog;
using Services.Orchestrator.Guardrails;
using Services.Orchestrator.State;

namespace Services.Orchestrator.Replies;

/// <summary>
/// Delivers one reply: each passage is checked, and what the verdict leaves of it is appended to the session's log as one batch of chunks.
/// One for each attempt at a turn; made from the log if an earlier attempt may have delivered something. Not thread safe.
/// </summary>
internal sealed partial class ReplyWriter
{
    private const int PageSize = 1_000;

    private readonly ISessionEventLog _log;
    private readonly IGuardrails _guardrails;
    private readonly ReplyOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TurnMessage _message;
    private readonly List<string> _chunks = [];
    private readonly StringBuilder _delivered = new();
    private readonly StringBuilder _agentText = new();
    private readonly List<Redaction> _redactions;

    private ReplyWriter(
        ISessionEventLog log,
        IGuardrails guardrails,
        ReplyOptions options,
        TimeProvider time,
        ILogger logger,
        TurnMessage message,
        IEnumerable<Redaction> redactions
    )
    {
        _log = log;
        _guardrails = guardrails;
        _options = options;
        _time = time;
        _logger = logger;
        _message = message;
        _redactions = [.. redactions];
    }

    /// <summary>Makes writers.</summary>
    internal sealed class Factory(
        ISessionEventLog log,
        IGuardrails guardrails,
        IOptions<ReplyOptions> options,
        TimeProvider time,
        ILogger<ReplyWriter> logger
    )
    {
        /// <summary>A writer of a reply of which nothing can have been delivered.</summary>
        public ReplyWriter Begin(TurnMessage message) => new(log, guardrails, options.Value, time, logger, message, []);

        /// <summary>
        /// A writer that goes on where the reply stands, by the log and by <paramref name="known"/>, which is what a checkpoint and this
        /// process know: what the log has lost of that is put back.
        /// </summary>
        public async Task<ReplyWriter> OpenAsync(
            TurnMessage message,
            IReadOnlyList<Redaction> redactions,
            IReadOnlyList<string> known,
            CancellationToken cancellationToken
        )
        {
            var reply = await log.ReadReplyAsync(message.SessionId, message.TurnId, cancellationToken);
            var chunks = DeliveredChunks.Longest(reply.Chunks, known);
            // A redaction is stored before its chunks are appended; one whose chunks are not there did not happen.
            var happened = redactions.Where(r => r.Index + r.Count <= chunks.Count);
            var writer = new ReplyWriter(log, guardrails, options.Value, time, logger, message, happened);
            writer.Restore(chunks);
            if (chunks.Count > reply.Chunks.Count && !reply.Ended)
            {
                await writer.RestoreLogAsync(reply.Chunks.Count, cancellationToken);
            }

            return writer;
        }

        /// <summary>When the reply's first chunk was delivered, as far as the log still has it.</summary>
        public async Task<DateTimeOffset?> FirstChunkAtAsync(TurnMessage message, CancellationToken cancellationToken)
        {
            IReadOnlyList<LogEntry> page = [];
            do
            {
                page = await log.ReadAsync(message.SessionId, page.Count == 0 ? 0 : page[^1].Seq, PageSize, cancellationToken);
                var first = page.Where(entry => entry.Name == EventNames.MessageChunk)
                    .Select(entry => JsonSerializer.Deserialize(entry.Payload.Span, ContractsJson.Default.MessageChunk))
                    .FirstOrDefault(chunk => chunk is { ChunkIndex: 0 } && chunk.MessageId == message.TurnId.ReplyId);
                if (first is not null)
                {
                    return DateTimeOffset.FromUnixTimeMilliseconds(first.Timestamp);
                }
            } while (page.Count == PageSize);
            return null;
        }
    }

    /// <summary>Chunks delivered.</summary>
    public int ChunkCount => _chunks.Count;

    /// <summary>Their contents by now.</summary>
    public IReadOnlyList<string> Chunks => [.. _chunks];

    /// <summary>The text as it was delivered.</summary>
    public string DeliveredText => _delivered.ToString();

    /// <summary>The same text as the agent wrote it.</summary>
    public string AgentText => _agentText.ToString();

    /// <summary>Passages that were changed.</summary>
    public IReadOnlyList<Redaction> Redactions => _redactions;

    /// <summary>
    /// Checks a passage and delivers what may be said. <paramref name="onRedaction"/> is awaited before a changed passage is delivered; it
    /// must store <see cref="Redactions"/>. <paramref name="interruption"/> ends the waiting for a verdict, and nothing else.
    /// </summary>
    /// <returns>The verdict; when it blocks, nothing was delivered.</returns>
    public async Task<Verdict> DeliverAsync(
        IReadOnlyList<string> deltas,
        IReadOnlyList<string> grounding,
        Func<Task> onRedaction,
        CancellationToken interruption,
        CancellationToken cancellationToken
    )
    {
        var text = string.Concat(deltas);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, interruption);
        var verdict = await _guardrails.CheckOutputAsync(
            new GuardrailRequest
            {
                Text = text,
                SessionId = _message.SessionId,
                Preceding = PrecedingText(),
                Grounding = grounding,
            },
            either.Token
        );
        if (verdict.Action == VerdictAction.Block)
        {
            return verdict;
        }

        IReadOnlyList<string> contents = deltas;
        if (verdict.Action == VerdictAction.Redact && verdict.Text != text)
        {
            contents = verdict.Text.Length == 0 ? [] : [verdict.Text];
            _redactions.Add(new Redaction(ChunkCount, contents.Count, text));
            await onRedaction();
        }

        if (contents.Count > 0)
        {
            await AppendAsync(contents, cancellationToken);
        }

        _agentText.Append(text);
        return verdict;
    }

    /// <summary>
    /// Delivers the platform's own words behind the agent's; they need no check. Nothing happens if an earlier attempt has delivered them.
    /// </summary>
    public async Task AppendNoticeAsync(string notice, CancellationToken cancellationToken)
    {
        if (!DeliveredText.EndsWith(notice.TrimStart(), StringComparison.Ordinal))
        {
            await AppendAsync([notice], cancellationToken);
        }
    }

    /// <summary>
    /// Makes sure that what stands in the log is what this writer wrote and read. It is, unless another worker has the turn by now, or
    /// Redis has lost some of it, which is put back.
    /// </summary>
    /// <exception cref="ReplyFencedException">Another worker has delivered more.</exception>
    public async Task VerifyAsync(CancellationToken cancellationToken)
    {
        var next = await _log.NextChunkIndexAsync(_message.SessionId, _message.TurnId, cancellationToken);
        if (next != ChunkCount)
        {
            await MendLogAsync(next, cancellationToken);
        }
    }

    private async Task AppendAsync(IReadOnlyList<string> contents, CancellationToken cancellationToken)
    {
        var outcome = await TryAppendAsync(contents, cancellationToken);
        if (!outcome.Appended)
        {
            await MendLogAsync(outcome.NextIndex, cancellationToken);
            outcome = await TryAppendAsync(contents, cancellationToken);
        }

        if (!outcome.Appended)
        {
            throw new ReplyFencedException(_message.TurnId, ChunkCount, outcome.NextIndex);
        }

        foreach (var content in contents)
        {
            _chunks.Add(content);
            _delivered.Append(content);
        }
    }

    private Task<ChunkAppend> TryAppendAsync(IReadOnlyList<string> contents, CancellationToken cancellationToken)
    {
        var timestamp = _time.GetUtcNow().ToUnixTimeMilliseconds();
        return _log.AppendChunksAsync(
            _message.SessionId,
            _message.TurnId,
            [
                .. contents.Select(
                    (content, i) =>
                        new MessageChunk
                        {
                            SessionId = _message.SessionId,
                            Timestamp = timestamp,
                            MessageId = _message.TurnId.ReplyId,
                            ReplyTo = _message.MessageId,
                            Content = content,
                            ChunkIndex = ChunkCount + i,
                        }
                ),
            ],
            cancellationToken
        );
    }

    /// <summary>The log expects another chunk than this writer has: it has lost some, or another worker has delivered some.</summary>
    private async Task MendLogAsync(int next, CancellationToken cancellationToken)
    {
        var reply = await _log.ReadReplyAsync(_message.SessionId, _message.TurnId, cancellationToken);
        if (reply.Ended || reply.Chunks.Count >= ChunkCount || !DeliveredChunks.Begins(_chunks, reply.Chunks))
        {
            throw new ReplyFencedException(_message.TurnId, ChunkCount, next);
        }

        await RestoreLogAsync(reply.Chunks.Count, cancellationToken);
    }

    private async Task RestoreLogAsync(int from, CancellationToken cancellationToken)
    {
        if (!await _log.RestoreReplyAsync(_message.SessionId, _message.TurnId, from, _chunks[from..], cancellationToken))
        {
            throw new ReplyFencedException(_message.TurnId, ChunkCount, from);
        }

        LogRestored(_logger, _message.TurnId, ChunkCount - from);
    }

    private void Restore(IReadOnlyList<string> chunks)
    {
        for (var i = 0; i <= chunks.Count; i++)
        {
            foreach (var redaction in _redactions.Where(r => r.Index == i))
            {
                _agentText.Append(redaction.AgentText);
            }

            if (i == chunks.Count)
            {
                break;
            }

            _delivered.Append(chunks[i]);
            if (!_redactions.Any(r => r.Index <= i && i < r.Index + r.Count))
            {
                _agentText.Append(chunks[i]);
            }
        }

        _chunks.AddRange(chunks);
    }

    private string PrecedingText()
    {
        var length = Math.Min(_options.Preceding, _delivered.Length);
        return _delivered.ToString(_delivered.Length - length, length);
    }

    [LoggerMessage(LogLevel.Warning, "Redis has lost {Count} chunks of the reply to turn {Turn}; they are put back.")]
    private static partial void LogRestored(ILogger logger, Contracts.Ids.TurnId turn, int count);
}
