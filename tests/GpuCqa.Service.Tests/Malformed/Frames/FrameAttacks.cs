using System.Text;
using static GpuCqa.Service.Tests.Malformed.Frames.FrameClient;

namespace GpuCqa.Service.Tests.Malformed.Frames;

/// <summary>Draws oddities of HTTP/2, below what gRPC sees: the same seed, the same bytes.</summary>
public sealed class FrameAttacks(int seed)
{
    private const string Check = "/grpc.health.v1.Health/Check", List = "/gpucqa.v1.DatasetService/ListDatasets";
    private const string Protocol = "goaway PROTOCOL_ERROR", Size = "goaway FRAME_SIZE_ERROR", Flow = "goaway FLOW_CONTROL_ERROR", Closed = "goaway STREAM_CLOSED", Calm = "goaway ENHANCE_YOUR_CALM";

    // An empty HealthCheckRequest as gRPC frames it.
    private static readonly byte[] Empty = new byte[5];
    private readonly Random random = new(seed);

    /// <summary>Kinds of oddities, each with what draws one.</summary>
    public IReadOnlyList<Func<FrameAttack>> Kinds =>
    [
        () => new("garbage for a preface", c => c.Raw(Noise(random.Next(24, 200))).Shut(), [Protocol, "closed", "goaway NO_ERROR"]),
        () => new("cut preface", c => c.Raw(Encoding.ASCII.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"[..random.Next(1, 23)])).Shut(), [Protocol, "closed", "goaway NO_ERROR"]),
        () => new("HTTP/1.1", c => c.Raw(Encoding.ASCII.GetBytes($"GET /{random.Next()} HTTP/1.1\r\nHost: x\r\n\r\n")), ["http/1.1 400"]),
        () => new("settings of a wrong length", c => c.Greet().Frame(FrameKind.Settings, 0, 0, Noise(6 * random.Next(0, 5) + random.Next(1, 6))), [Size]),
        () => new("settings of a stream", c => c.Greet().Frame(FrameKind.Settings, 0, Odd(), Setting(3, 100)), [Protocol]),
        () => new("acknowledged settings with content", c => c.Greet().Frame(FrameKind.Settings, Ack, 0, Setting(3, 100)), [Size]),
        () => new("window setting too large", c => c.Greet().Frame(FrameKind.Settings, 0, 0, Setting(4, (uint)random.NextInt64(1L << 31, 1L << 32))), [Flow]),
        () => new("frame size setting out of range", c => c.Greet().Frame(FrameKind.Settings, 0, 0, Setting(5, (uint)random.Next(0, 16384))), [Protocol]),
        () => new("push setting of no meaning", c => c.Greet().Frame(FrameKind.Settings, 0, 0, Setting(2, (uint)random.Next(2, 99))), [Protocol]),
        () => new("unknown setting", c => Ping(c.Greet().Frame(FrameKind.Settings, 0, 0, Setting((ushort)random.Next(20, 60000), 7))), ["ping"]),
        () => new("ping of a wrong length", c => c.Greet().Frame(FrameKind.Ping, 0, 0, Noise(random.Next(2) == 0 ? random.Next(0, 8) : random.Next(9, 100))), [Size]),
        () => new("ping of a stream", c => c.Greet().Frame(FrameKind.Ping, 0, Odd(), Noise(8)), [Protocol]),
        () => new("data of no stream", c => c.Greet().Frame(FrameKind.Data, 0, 0, Empty), [Protocol]),
        () => new("data before headers", c => c.Greet().Frame(FrameKind.Data, EndStream, Odd(), Empty), [Protocol, Closed]),
        () => new("data after the end", c => c.Greet().Call(1, Check).Frame(FrameKind.Data, EndStream, 1, Empty).Frame(FrameKind.Data, 0, 1, Empty), ["rst STREAM_CLOSED", Closed, "grpc 0"]),
        () => new("data between parts of headers", c => c.Greet().Frame(FrameKind.Headers, 0, 1, Request(Check).AsSpan(0, 20)).Frame(FrameKind.Data, 0, 1, Empty), [Protocol]),
        () => new("more data than the window", c => Flood(c.Greet().Call(1, "/gpucqa.v1.DatasetService/None"), 600, () => Bytes(FrameKind.Data, 0, 1, new byte[16384])), ["grpc 12", Flow, "rst FLOW_CONTROL_ERROR"]),
        () => new("frame too large", c => c.Greet().Raw(Bytes(FrameKind.Data, 0, 1, [], random.Next(16385, 1 << 24))), [Size]),
        () => new("frame cut off", c => c.Greet().Call(1, Check).Raw(Bytes(FrameKind.Data, EndStream, 1, Empty)[..random.Next(1, 14)]).Shut(), ["closed", "goaway NO_ERROR", "rst PROTOCOL_ERROR", "grpc 1"]),
        () => new("padding longer than the frame", c => c.Greet().Call(1, Check).Frame(FrameKind.Data, Padded | EndStream, 1, [(byte)random.Next(8, 256), 0, 0, 0, 0, 0]), [Protocol]),
        () => new("headers of no stream", c => c.Greet().Frame(FrameKind.Headers, EndHeaders, 0, Request(Check)), [Protocol]),
        () => new("headers of a server's stream", c => c.Greet().Call(2 * random.Next(1, 1000), Check), [Protocol]),
        () => new("stream numbers that fall", c => c.Greet().Call(9, Check).Call(1 + 2 * random.Next(0, 4), Check), [Closed, Protocol]),
        () => new("headers of no meaning", c => c.Greet().Frame(FrameKind.Headers, EndHeaders | EndStream, 1, [0xFF, 0xFF, 0xFF, 0xFF, 0x7F, .. Noise(9)]), ["goaway COMPRESSION_ERROR"]),
        () => new("index past the tables", c => c.Greet().Frame(FrameKind.Headers, EndHeaders | EndStream, 1, [0xFE]), ["goaway COMPRESSION_ERROR"]),
        () => new("headers without end", c => c.Greet().Frame(FrameKind.Headers, 0, 1, Request(Check)).Shut(), ["closed", "goaway NO_ERROR", Protocol]),
        () => new("continuation of nothing", c => c.Greet().Frame(FrameKind.Continuation, EndHeaders, 1, Request(Check)), [Protocol]),
        () => new("continuation of another stream", c => c.Greet().Frame(FrameKind.Headers, 0, 1, Request(Check)).Frame(FrameKind.Continuation, EndHeaders, 3, []), [Protocol]),
        () => new("empty continuations without end", c => Flood(c.Greet().Frame(FrameKind.Headers, 0, 1, Request(Check)), 2000, () => Bytes(FrameKind.Continuation, 0, 1, [])).Shut(), [Calm, Protocol, "closed", "goaway NO_ERROR"]),
        () => new("headers above the limit", c => Large(c.Greet()), ["http 431"]),
        () => new("upper-case header", c => c.Greet().Frame(FrameKind.Headers, EndHeaders | EndStream, 1, Request(Check, ("X-" + Word(), "1"))), [Protocol, "rst PROTOCOL_ERROR"]),
        () => new("header of a connection", c => c.Greet().Frame(FrameKind.Headers, EndHeaders | EndStream, 1, Request(Check, ("connection", "close"))), [Protocol, "rst PROTOCOL_ERROR"]),
        () => new("no path", c => c.Greet().Frame(FrameKind.Headers, EndHeaders | EndStream, 1, Block((":method", "POST"), (":scheme", "http"))), [Protocol, "rst PROTOCOL_ERROR"]),
        () => new("path twice", c => c.Greet().Frame(FrameKind.Headers, EndHeaders | EndStream, 1, Block((":method", "POST"), (":path", List), (":path", Check), (":scheme", "http"))), [Protocol, "rst PROTOCOL_ERROR"]),
        () => new("pseudo-header at the end", c => c.Greet().Frame(FrameKind.Headers, EndHeaders | EndStream, 1, Request(Check, (":status", "200"))), [Protocol, "rst PROTOCOL_ERROR"]),
        () => new("path that is none", c => c.Greet().Frame(FrameKind.Headers, EndHeaders | EndStream, 1, Request(new[] { "*", Word(), "/%zz", "/a\\b", "/\u0001" }[random.Next(5)])), ["rst PROTOCOL_ERROR", "grpc 12", "http 400", "http 404"]),
        () => new("trailers without end", c => c.Greet().Call(1, Check).Frame(FrameKind.Headers, EndHeaders, 1, Block(("a", "b"))), [Protocol]),
        () => new("other length than announced", c => c.Greet().Frame(FrameKind.Headers, EndHeaders, 1, Request(Check, ("content-length", "9"))).Frame(FrameKind.Data, EndStream, 1, Empty), ["rst PROTOCOL_ERROR"]),
        () => new("window update of nothing", c => c.Greet().Call(1, Check).Frame(FrameKind.WindowUpdate, 0, random.Next(2), new byte[4]), [Protocol, "rst PROTOCOL_ERROR"]),
        () => new("window update of a wrong length", c => c.Greet().Frame(FrameKind.WindowUpdate, 0, 0, Noise(random.Next(0, 4))), [Size]),
        () => new("window overflow", c => c.Greet().Frame(FrameKind.WindowUpdate, 0, 0, [0x7F, 0xFF, 0xFF, 0xFF]), [Flow]),
        () => new("window overflow of a stream", c => c.Greet().Call(1, Check).Frame(FrameKind.WindowUpdate, 0, 1, [0x7F, 0xFF, 0xFF, 0xFF]), ["rst FLOW_CONTROL_ERROR", Flow]),
        () => new("priority of a wrong length", c => c.Greet().Frame(FrameKind.Priority, 0, 1, Noise(4)), [Size, "rst FRAME_SIZE_ERROR"]),
        () => new("stream that depends on itself", c => c.Greet().Frame(FrameKind.Priority, 0, 5, [0, 0, 0, 5, 1]), [Protocol]),
        () => new("reset of an idle stream", c => c.Greet().Frame(FrameKind.RstStream, 0, Odd(), Noise(4)), [Protocol]),
        () => new("reset of a wrong length", c => c.Greet().Call(1, Check).Frame(FrameKind.RstStream, 0, 1, Noise(random.Next(0, 4))), [Size]),
        () => new("push by a client", c => c.Greet().Frame(FrameKind.PushPromise, EndHeaders, 1, [0, 0, 0, 2, .. Request(Check)]), [Protocol]),
        () => new("farewell of a stream", c => c.Greet().Frame(FrameKind.GoAway, 0, Odd(), new byte[8]), [Protocol]),
        () => new("unknown frame", c => c.Greet().Frame((FrameKind)random.Next(20, 256), (byte)random.Next(256), random.Next(2) * Odd(), Noise(random.Next(0, 300))).Call(1, Check).Frame(FrameKind.Data, EndStream, 1, Empty), ["grpc 0"]),
        () => new("no message", c => c.Greet().Call(1, List, end: true), ["grpc 13"]),
        () => new("message byte by byte", c => Each(c.Greet().Call(1, Check), Empty).Frame(FrameKind.Data, EndStream, 1, []), ["grpc 0"]),
        () => new("many pings", c => Ping(Flood(c.Greet(), 500, () => Bytes(FrameKind.Ping, 0, 0, Noise(8)))), ["ping", Calm]),
        () => new("many settings", c => Ping(Flood(c.Greet(), 500, () => Bytes(FrameKind.Settings, 0, 0, Setting(3, 7)))), ["ping", Calm]),
        () => new("empty data without end", c => Flood(c.Greet().Call(1, Check), 500, () => Bytes(FrameKind.Data, 0, 1, [])).Frame(FrameKind.Data, EndStream, 1, Empty), ["grpc 0", Calm]),
        // A reset that meets its call as it starts may end the connection as the server's own error, seldom; it ends, which is what counts.
        () => new("calls opened and reset", c => Reset(c.Greet(), 600), ["ping", Calm, "closed", "goaway INTERNAL_ERROR"], -1),
        () => new("more calls than a connection may have", c => Open(c.Greet(), 300), ["rst REFUSED_STREAM"], 2 * 299 + 1),
    ];

    private int Odd() => 1 + 2 * random.Next(0, 1000);

    private byte[] Noise(int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private string Word() => string.Concat(Enumerable.Range(0, random.Next(3, 20)).Select(_ => (char)random.Next('A', 'Z' + 1)));

    private static FrameClient Ping(FrameClient client) => client.Frame(FrameKind.Ping, 0, 0, new byte[8]);

    private static FrameClient Flood(FrameClient client, int count, Func<byte[]> frame)
    {
        for (int i = 0; i < count; i++) client.Raw(frame());
        return client;
    }

    private static FrameClient Each(FrameClient client, byte[] bytes)
    {
        foreach (byte value in bytes) client.Frame(FrameKind.Data, 0, 1, [value]);
        return client;
    }

    private static void Large(FrameClient client)
    {
        byte[] block = Request(Check, Enumerable.Range(0, 8).Select(i => ($"x-{i}", new string('a', 8000))).ToArray());
        client.Frame(FrameKind.Headers, EndStream, 1, block.AsSpan(0, 16000));
        for (int at = 16000; at < block.Length; at += 16000)
            client.Frame(FrameKind.Continuation, at + 16000 >= block.Length ? EndHeaders : (byte)0, 1, block.AsSpan(at, Math.Min(16000, block.Length - at)));
    }

    private static void Reset(FrameClient client, int count)
    {
        for (int i = 0; i < count; i++) client.Call(2 * i + 1, Check).Frame(FrameKind.RstStream, 0, 2 * i + 1, [0, 0, 0, 8]);
        Ping(client);
    }

    private static void Open(FrameClient client, int count)
    {
        for (int i = 0; i < count; i++) client.Call(2 * i + 1, Check);
    }
}
