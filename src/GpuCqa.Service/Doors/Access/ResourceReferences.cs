using System.Collections;
using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Api;

namespace GpuCqa.Service.Doors.Access;

/// <summary>Names of resources anywhere in a request, by the contract's resource_reference.</summary>
public static class ResourceReferences
{
    private static readonly ConcurrentDictionary<MessageDescriptor, FieldDescriptor[]> Paths = new();

    /// <summary>The values of all fields that refer to resources.</summary>
    public static IEnumerable<string> In(IMessage message)
    {
        foreach (FieldDescriptor field in Paths.GetOrAdd(message.Descriptor, d => Leading(d)))
        {
            object? value = field.Accessor.GetValue(message);
            IEnumerable values = field.IsMap ? ((IDictionary)value).Values : field.IsRepeated ? (IEnumerable)value : value is null ? Array.Empty<object>() : new[] { value };
            foreach (object item in values)
            {
                if (item is string name) yield return name;
                else if (item is IMessage inner)
                    foreach (string found in In(inner)) yield return found;
            }
        }
    }

    // Fields that are references or lead to one; the others are never looked at.
    private static FieldDescriptor[] Leading(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder().Where(f => IsReference(f) || (Inner(f) is { } inner && Leads(inner, []))).ToArray();

    private static bool Leads(MessageDescriptor message, HashSet<MessageDescriptor> seen) =>
        seen.Add(message) && message.Fields.InDeclarationOrder().Any(f => IsReference(f) || (Inner(f) is { } inner && Leads(inner, seen)));

    private static MessageDescriptor? Inner(FieldDescriptor field) =>
        field.FieldType != FieldType.Message ? null
        : !field.IsMap ? field.MessageType
        : field.MessageType.FindFieldByNumber(2) is { FieldType: FieldType.Message } value ? value.MessageType : null;

    private static bool IsReference(FieldDescriptor field) =>
        field.FieldType == FieldType.String && field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference) is not null;
}
