using Google.Protobuf;
using Google.Protobuf.Reflection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace GpuCqa.Service.Reflection;

/// <summary>The proto files of the services that a server has, found by file, symbol and extension.</summary>
public sealed class SchemaCatalog
{
    private readonly Dictionary<string, FileDescriptor> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileDescriptor> symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedDictionary<int, FileDescriptor>> extensions = new(StringComparer.Ordinal);

    /// <summary>From the services; the files that they need are taken with them.</summary>
    public SchemaCatalog(IEnumerable<ServiceDescriptor> services)
    {
        ServiceDescriptor[] all = [.. services];
        Services = all.Select(s => s.FullName).Order(StringComparer.Ordinal).ToArray();
        foreach (ServiceDescriptor service in all) Add(service.File);
    }

    /// <summary>Full names of the services.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>File of a name, or null.</summary>
    public FileDescriptor? File(string name) => files.GetValueOrDefault(name);

    /// <summary>File that declares a service, method, message, field, enum, value or extension, or null.</summary>
    public FileDescriptor? Symbol(string fullName) => symbols.GetValueOrDefault(fullName.TrimStart('.'));

    /// <summary>File that declares an extension of a message, or null.</summary>
    public FileDescriptor? Extension(string message, int number) => extensions.GetValueOrDefault(message.TrimStart('.'))?.GetValueOrDefault(number);

    /// <summary>Numbers of the extensions of a message, or null if no such message is known.</summary>
    public IReadOnlyList<int>? ExtensionNumbers(string message)
    {
        string name = message.TrimStart('.');
        return extensions.TryGetValue(name, out SortedDictionary<int, FileDescriptor>? found) ? [.. found.Keys]
            : symbols.TryGetValue(name, out FileDescriptor? file) && Nested(file.MessageTypes).Any(m => m.FullName == name) ? [] : null;
    }

    /// <summary>A file and all that it imports, the file first, as a descriptor pool reads them.</summary>
    public static IReadOnlyList<ByteString> WithImports(FileDescriptor file)
    {
        var seen = new List<FileDescriptor>();
        void Visit(FileDescriptor f)
        {
            if (seen.Contains(f)) return;
            seen.Add(f);
            foreach (FileDescriptor import in f.Dependencies) Visit(import);
        }

        Visit(file);
        return seen.Select(f => f.SerializedData).ToArray();
    }

    private static IEnumerable<MessageDescriptor> Nested(IEnumerable<MessageDescriptor> messages) => messages.SelectMany(m => Nested(m.NestedTypes).Prepend(m));

    private void Add(FileDescriptor file)
    {
        if (!files.TryAdd(file.Name, file)) return;
        foreach (ServiceDescriptor service in file.Services)
        {
            symbols[service.FullName] = file;
            foreach (MethodDescriptor method in service.Methods) symbols[method.FullName] = file;
        }

        AddEnums(file, file.EnumTypes);
        AddExtensions(file, file.Extensions);
        foreach (MessageDescriptor message in Nested(file.MessageTypes))
        {
            symbols[message.FullName] = file;
            foreach (FieldDescriptor field in message.Fields.InDeclarationOrder()) symbols[field.FullName] = file;
            foreach (OneofDescriptor oneof in message.Oneofs) symbols[oneof.FullName] = file;
            AddEnums(file, message.EnumTypes);
            AddExtensions(file, message.Extensions);
        }

        foreach (FileDescriptor import in file.Dependencies) Add(import);
    }

    private void AddEnums(FileDescriptor file, IEnumerable<EnumDescriptor> enums)
    {
        foreach (EnumDescriptor type in enums)
        {
            symbols[type.FullName] = file;
            foreach (EnumValueDescriptor value in type.Values) symbols[value.FullName] = file;
        }
    }

    private void AddExtensions(FileDescriptor file, ExtensionCollection declared)
    {
        foreach (FieldDescriptor extension in declared.UnorderedExtensions)
        {
            symbols[extension.FullName] = file;
            string extended = extension.ExtendeeType.FullName;
            if (!extensions.TryGetValue(extended, out SortedDictionary<int, FileDescriptor>? numbers)) extensions[extended] = numbers = [];
            numbers[extension.FieldNumber] = file;
        }
    }
}
