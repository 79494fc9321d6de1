using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Gateway.Bench.Net;

namespace Gateway.Bench.Scenarios;

/// <summary>
/// A client's stay: it enters a room, asks for one reply after the other, checks that every chunk comes once and in order, and goes in its
/// own way.
/// </summary>
internal sealed class ChurnClient(ChurnClients clients, string? token, int number, Guid session, string room) : ILoadListener
{
    public const int Chunks = 12;

    private const int DelayMs = 80;
    private const int Replies = 2;
    private const int Kinds = 4;
    private const int IsCut = 2;
    private const int ComesBack = 3;

    private readonly int _kind = number % Kinds;
    private string? _id;
    private string? _privateId;
    private string? _offset;
    private bool _isBack;
    private bool _isLeaving;
    private int _next;
    private int _replies;

    void ILoadListener.OnOpen(LoadSocket socket) { }

    void ILoadListener.OnText(LoadSocket socket, ReadOnlySpan<byte> text)
    {
        if (text[0] == '2')
        {
            socket.SendText("3"u8);
        }
        else if (text[0] == '0')
        {
            socket.SendText(
                Encoding.UTF8.GetBytes(
                    _isBack
                        ? $$"""40{"token":"{{token}}","pid":"{{_privateId}}","offset":"{{_offset}}"}"""
                        : $$"""40{"token":"{{token}}"}"""
                )
            );
        }
        else if (text.StartsWith("40"u8))
        {
            Join(socket, text[2..]);
        }
        else if (text.StartsWith("42[\"message:chunk\""u8))
        {
            TakeChunk(socket, text);
        }
        else if (text.StartsWith("42[\"message:complete\""u8))
        {
            Complete(socket);
        }
        else if (text.StartsWith("41"u8) || text.StartsWith("44"u8) || text.StartsWith("42[\"error\""u8))
        {
            throw new BenchException($"The server answered {Encoding.UTF8.GetString(text)}");
        }
    }

    void ILoadListener.OnClosed(LoadSocket socket)
    {
        if (!_isLeaving)
        {
            throw new BenchException($"The server closed the connection of client {number} in the middle of a reply.");
        }

        clients.Gone();
    }

    private void Join(LoadSocket socket, ReadOnlySpan<byte> answer)
    {
        var reader = new Utf8JsonReader(answer);
        using var json = JsonDocument.ParseValue(ref reader);
        var id = json.RootElement.GetProperty("sid").GetString();
        if (_isBack)
        {
            if (id != _id)
            {
                throw new BenchException($"Client {number} came back and was not recovered.");
            }

            clients.Recovered++;
            return;
        }

        _id = id;
        _privateId = json.RootElement.GetProperty("pid").GetString();
        socket.SendText(Encoding.UTF8.GetBytes($"""42["join_room","{room}"]"""));
        Ask(socket);
    }

    private void Ask(LoadSocket socket)
    {
        _next = 0;
        socket.SendText(
            Encoding.UTF8.GetBytes(
                $$"""42["message:send",{"sessionId":"{{session}}","content":"How long is the Nile?","""
                    + $"\"chunks\":{Chunks},\"delayMs\":{DelayMs},\"durable\":true}}]"
            )
        );
    }

    private void TakeChunk(LoadSocket socket, ReadOnlySpan<byte> packet)
    {
        var name = "\"chunkIndex\":"u8;
        if (!Utf8Parser.TryParse(packet[(packet.IndexOf(name) + name.Length)..], out int index, out _) || index != _next)
        {
            throw new BenchException($"Chunk {index} came where {_next} was due.");
        }

        _next++;
        clients.Chunks++;
        _offset = Encoding.ASCII.GetString(packet[(packet.LastIndexOf(",\""u8) + 2)..^2]);
        if (_next < Chunks / 2 || _isBack || _kind is not (IsCut or ComesBack))
        {
            return;
        }

        socket.Close();
        if (_kind == IsCut)
        {
            clients.Gone();
            return;
        }

        _isBack = true;
        clients.ReturnLater(this);
    }

    private void Complete(LoadSocket socket)
    {
        if (_next != Chunks)
        {
            throw new BenchException($"A reply was complete after {_next} of {Chunks} chunks.");
        }

        if (++_replies < Replies)
        {
            Ask(socket);
            return;
        }

        _isLeaving = true;
        socket.SendText("41"u8);
        socket.SendClose();
    }
}
