using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Xunit;

namespace GpuCqa.Grpc.Tests;

/// <summary>Everything that the real server and the real client ask of the two assemblies is there, with the same signature.</summary>
public class ReferencedSurfaceTests
{
    private static readonly string[] Provided = ["Grpc.Core.Api", "Grpc.Net.Common"];

    [Theory]
    [InlineData("Grpc.AspNetCore.Server", 50)]
    [InlineData("Grpc.Net.Client", 50)]
    public void Consumer_EveryReferencedMember_Resolves(string consumer, int atLeast)
    {
        Assembly assembly = Assembly.Load(consumer);
        using var file = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader reader = file.GetMetadataReader();
        int members = 0;
        var missing = new List<string>();
        foreach (MemberReferenceHandle handle in reader.MemberReferences)
        {
            MemberReference member = reader.GetMemberReference(handle);
            if (!Provided.Contains(AssemblyOf(reader, member.Parent))) continue;
            members++;
            int token = System.Reflection.Metadata.Ecma335.MetadataTokens.GetToken(handle);
            try
            {
                _ = assembly.ManifestModule.ResolveMember(token, Generic(32), Generic(32));
            }
            catch (Exception error) when (error is MissingMemberException or TypeLoadException)
            {
                missing.Add($"{reader.GetString(member.Name)}: {error.Message}");
            }
        }

        Assert.Empty(missing);
        Assert.InRange(members, atLeast, 10_000);
    }

    [Theory]
    [InlineData("Grpc.Core.Api")]
    [InlineData("Grpc.Net.Common")]
    public void Provided_Identity_IsTheOneThatConsumersName(string name)
    {
        AssemblyName wanted = new[] { "Grpc.AspNetCore.Server", "Grpc.Net.Client" }
            .SelectMany(c => Assembly.Load(c).GetReferencedAssemblies()).First(r => r.Name == name);
        AssemblyName found = Assembly.Load(name).GetName();
        Assert.Equal(wanted.Version, found.Version);
        Assert.Equal("d754f35622e28bad", Convert.ToHexStringLower(found.GetPublicKeyToken()!));
    }

    private static Type[] Generic(int count) => Enumerable.Repeat(typeof(object), count).ToArray();

    private static string? AssemblyOf(MetadataReader reader, EntityHandle parent)
    {
        if (parent.Kind == HandleKind.TypeSpecification)
        {
            TypeSpecification specification = reader.GetTypeSpecification((TypeSpecificationHandle)parent);
            return specification.DecodeSignature(new OwnerOfType(), null);
        }

        return parent.Kind == HandleKind.TypeReference ? Owner(reader, (TypeReferenceHandle)parent) : null;
    }

    private static string? Owner(MetadataReader reader, TypeReferenceHandle handle)
    {
        EntityHandle scope = reader.GetTypeReference(handle).ResolutionScope;
        return scope.Kind switch
        {
            HandleKind.AssemblyReference => reader.GetString(reader.GetAssemblyReference((AssemblyReferenceHandle)scope).Name),
            HandleKind.TypeReference => Owner(reader, (TypeReferenceHandle)scope),
            _ => null,
        };
    }

    /// <summary>Decodes a type's signature to the assembly of its generic definition.</summary>
    private sealed class OwnerOfType : ISignatureTypeProvider<string?, object?>
    {
        public string? GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Owner(reader, handle);

        public string? GetGenericInstantiation(string? genericType, ImmutableArray<string?> typeArguments) => genericType;

        public string? GetArrayType(string? elementType, ArrayShape shape) => elementType;

        public string? GetByReferenceType(string? elementType) => elementType;

        public string? GetFunctionPointerType(MethodSignature<string?> signature) => null;

        public string? GetGenericMethodParameter(object? genericContext, int index) => null;

        public string? GetGenericTypeParameter(object? genericContext, int index) => null;

        public string? GetModifiedType(string? modifier, string? unmodifiedType, bool isRequired) => unmodifiedType;

        public string? GetPinnedType(string? elementType) => elementType;

        public string? GetPointerType(string? elementType) => elementType;

        public string? GetPrimitiveType(PrimitiveTypeCode typeCode) => null;

        public string? GetSZArrayType(string? elementType) => elementType;

        public string? GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => null;

        public string? GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle, byte rawTypeKind) => null;
    }
}
