using System.Text.Json.Nodes;
using Google.Protobuf;
using Grpc.Core;

namespace GpuCqa.Service.Audit;

/// <summary>What a call adds to its last entry: the bytes that it is about, and what it changed.</summary>
public sealed class AuditNotes
{
    private readonly Lock gate = new();
    private readonly List<(string Name, string? Value)> notes = [];
    private readonly List<(string Name, JsonObject Value)> values = [];

    /// <summary>All notes.</summary>
    public (string Name, string? Value)[] All
    {
        get
        {
            lock (gate) return [.. notes];
        }
    }

    /// <summary>What was and what is.</summary>
    public (string Name, JsonObject Value)[] Values
    {
        get
        {
            lock (gate) return [.. values];
        }
    }

    /// <summary>The notes of a call; those of calls that are not recorded are read by nobody.</summary>
    public static AuditNotes Of(ServerCallContext context) => context.GetHttpContext().Features.Get<AuditNotes>() ?? new AuditNotes();

    /// <summary>Adds a note.</summary>
    public void Add(string name, string value)
    {
        lock (gate) notes.Add((name, value));
    }

    /// <summary>Records what is no more; once the change holds, read together with it.</summary>
    public void Old(IMessage resource) => Add("old", resource);

    /// <summary>Records what is from now on; once the change holds.</summary>
    public void New(IMessage resource) => Add("new", resource);

    private void Add(string name, IMessage resource)
    {
        JsonObject json = ResourceJson.Of(resource);
        lock (gate) values.Add((name, json));
    }
}
