using Grpc.Core;

namespace GpuCqa.Service.Audit;

/// <summary>What a handler adds to the entry of its call: the bytes that it is about.</summary>
public sealed class AuditNotes
{
    private readonly Lock gate = new();
    private readonly List<(string Name, string? Value)> notes = [];

    /// <summary>All notes.</summary>
    public (string Name, string? Value)[] All
    {
        get
        {
            lock (gate) return [.. notes];
        }
    }

    /// <summary>Adds a note to the entry of a call; calls that are not recorded take none.</summary>
    public static void Add(ServerCallContext context, string name, string value) => context.GetHttpContext().Features.Get<AuditNotes>()?.Add(name, value);

    /// <summary>Adds a note.</summary>
    public void Add(string name, string value)
    {
        lock (gate) notes.Add((name, value));
    }
}
