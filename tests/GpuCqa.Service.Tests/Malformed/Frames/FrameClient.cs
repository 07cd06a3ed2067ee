using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using GpuCqa.Testing;

namespace GpuCqa.Service.Tests.Malformed.Frames;

/// <summary>HTTP/2 by hand: sends whatever it is told to, and says how the server took it.</summary>
public sealed class FrameClient : IDisposable
{
    public const byte EndStream = 1, Ack = 1, EndHeaders = 4, Padded = 8;

    private static readonly byte[] Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray();
    private static readonly string[] Errors =
    [
        "NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM",
    ];

    private readonly TcpClient tcp = new() { NoDelay = true };
    private readonly NetworkStream stream;

    public FrameClient(Uri server)
    {
        tcp.Connect(IPAddress.Parse(server.Host), server.Port);
        stream = tcp.GetStream();
    }

    /// <summary>Preface and settings that ask for headers without a table, which can be read without a decoder.</summary>
    public FrameClient Greet() => Raw(Preface).Frame(FrameKind.Settings, 0, 0, Setting(1, 0));

    public FrameClient Raw(byte[] bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (IOException)
        {
            // The server has ended the connection already; what it said stands in what was received.
        }

        return this;
    }

    public FrameClient Frame(FrameKind kind, byte flags, int streamId, ReadOnlySpan<byte> payload) => Raw(Bytes(kind, flags, streamId, payload));

    /// <summary>Opens a gRPC call on a stream.</summary>
    public FrameClient Call(int streamId, string path, bool end = false) => Frame(FrameKind.Headers, (byte)(EndHeaders | (end ? EndStream : 0)), streamId, Request(path));

    /// <summary>The one side of the connection ends.</summary>
    public FrameClient Shut()
    {
        try
        {
            tcp.Client.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // Ended by the server.
        }

        return this;
    }

    public static byte[] Bytes(FrameKind kind, byte flags, int streamId, ReadOnlySpan<byte> payload, int? length = null)
    {
        byte[] bytes = new byte[9 + payload.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(length ?? payload.Length) << 8 | (byte)kind);
        bytes[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(5), streamId);
        payload.CopyTo(bytes.AsSpan(9));
        return bytes;
    }

    public static byte[] Setting(ushort id, uint value)
    {
        byte[] bytes = new byte[6];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, id);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(2), value);
        return bytes;
    }

    /// <summary>A header block of literals (RFC 7541, section 6.2.2), no compression.</summary>
    public static byte[] Block(params (string Name, string Value)[] headers)
    {
        using var block = new MemoryStream();
        void Text(string text)
        {
            byte[] bytes = Encoding.Latin1.GetBytes(text);
            int length = bytes.Length;
            block.WriteByte((byte)Math.Min(length, 127));
            if (length >= 127)
            {
                for (length -= 127; length >= 128; length >>= 7) block.WriteByte((byte)(length & 127 | 128));
                block.WriteByte((byte)length);
            }

            block.Write(bytes);
        }

        foreach ((string name, string value) in headers)
        {
            block.WriteByte(0);
            Text(name);
            Text(value);
        }

        return block.ToArray();
    }

    /// <summary>Headers of a gRPC call.</summary>
    public static byte[] Request(string path, params (string Name, string Value)[] more) =>
        Block([(":method", "POST"), (":scheme", "http"), (":authority", "localhost"), (":path", path), ("content-type", "application/grpc"), ("te", "trailers"), .. more]);

    /// <summary>
    /// Sends nothing more (the server's settings stay unacknowledged): what reaches a connection that the server has closed is answered by a reset, which can overtake the server's last words.
    /// How the server takes it, the first of: "goaway ERROR" (the connection), "rst ERROR" (the stream), "grpc N" or "http N" (an answer), "ping" (an answer to a ping), "closed"; "nothing" after the time.
    /// </summary>
    public async Task<string> Outcome(int streamId = 1)
    {
        using var time = new CancellationTokenSource(Patience.Span);
        byte[] head = new byte[9];
        string status = "";
        try
        {
            while (true)
            {
                await stream.ReadExactlyAsync(head, time.Token);
                if (head.AsSpan().StartsWith("HTTP/1.1 "u8)) return $"http/1.1 {await Line(time.Token)}";
                byte[] payload = new byte[head[0] << 16 | head[1] << 8 | head[2]];
                await stream.ReadExactlyAsync(payload, time.Token);
                int id = BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(5));
                switch ((FrameKind)head[3])
                {
                    case FrameKind.GoAway: return "goaway " + Name(payload.AsSpan(4));
                    case FrameKind.RstStream when id == streamId: return "rst " + Name(payload);
                    case FrameKind.Ping when head[4] == Ack: return "ping";
                    case FrameKind.Headers when id == streamId:
                        status = Header(payload, "grpc-status") is { } grpc ? $"grpc {grpc}" : status.Length > 0 ? status : $"http {Status(payload)}";
                        if ((head[4] & EndStream) != 0) return status;
                        break;
                    case FrameKind.Data when id == streamId && (head[4] & EndStream) != 0: return status;
                }
            }
        }
        catch (Exception error) when (error is EndOfStreamException or IOException)
        {
            return "closed";
        }
        catch (OperationCanceledException)
        {
            return "nothing";
        }
    }

    public void Dispose() => tcp.Dispose();

    private async Task<string> Line(CancellationToken cancellation)
    {
        byte[] code = new byte[3];
        await stream.ReadExactlyAsync(code, cancellation);
        return Encoding.ASCII.GetString(code);
    }

    private static string Name(ReadOnlySpan<byte> code) => BinaryPrimitives.ReadInt32BigEndian(code) is var number && number < Errors.Length ? Errors[number] : $"{number}";

    // The first field is :status: one of the static table (RFC 7541, appendix A, 8 to 14), or a literal under its name's index.
    private static string Status(byte[] block)
    {
        int at = Array.FindIndex(block, b => (b & 0xE0) != 0x20);
        return block[at] is >= 0x88 and <= 0x8E ? new[] { "200", "204", "206", "304", "400", "404", "500" }[block[at] - 0x88] : Encoding.ASCII.GetString(block, at + 2, block[at + 1]);
    }

    // The table is empty and the server compresses no text: a literal stands in the block as it is.
    private static string? Header(byte[] block, string name)
    {
        int at = block.AsSpan().IndexOf(Encoding.ASCII.GetBytes(name));
        if (at < 0) return null;
        at += name.Length;
        return Encoding.ASCII.GetString(block, at + 1, block[at]);
    }
}
