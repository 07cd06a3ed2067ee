using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Api;
using GpuCqa.Api.LongRunning;
using GpuCqa.Api.V1;
using Xunit;

namespace GpuCqa.Api.Tests;

/// <summary>Rules of the wire contract that a linter does not know.</summary>
public class ContractTests
{
    private static readonly FileDescriptor[] Files =
    [
        CommonReflection.Descriptor, DeviceServiceReflection.Descriptor, AssociationServiceReflection.Descriptor, DatasetReflection.Descriptor,
        DatasetServiceReflection.Descriptor, CohortReflection.Descriptor, CohortServiceReflection.Descriptor, AnalysisSpecReflection.Descriptor,
        AnalysisPlanReflection.Descriptor, AnalysisReflection.Descriptor, AnalysisServiceReflection.Descriptor, ResultServiceReflection.Descriptor,
        ReferenceReflection.Descriptor, ReferenceServiceReflection.Descriptor, PlanSpecReflection.Descriptor,
    ];

    private static IEnumerable<MessageDescriptor> Messages => Files.SelectMany(f => f.MessageTypes);

    [Fact]
    public void Files_All_AreInThisTest()
    {
        int generated = typeof(Dataset).Assembly.GetTypes().Count(t => t.Namespace == typeof(Dataset).Namespace && t.Name.EndsWith("Reflection", StringComparison.Ordinal));
        Assert.Equal(generated, Files.Length);
    }

    [Fact]
    public void Resources_Names_AreMarkedAndFollowOnePattern()
    {
        MessageDescriptor[] resources = Messages.Where(m => Resource(m) is not null).ToArray();
        Assert.Equal(["Analysis", "Cohort", "Dataset", "Device", "Reference", "Result"], resources.Select(m => m.Name).Order());
        foreach (MessageDescriptor resource in resources)
        {
            ResourceDescriptor options = Resource(resource)!;
            Assert.Equal("gpucqa.dev/" + resource.Name, options.Type);
            Assert.EndsWith($"{options.Plural}/{{{options.Singular}}}", options.Pattern.Single(), StringComparison.Ordinal);
            FieldDescriptor name = resource.FindFieldByNumber(1);
            Assert.Equal("name", name.Name);
            Assert.Contains(FieldBehavior.Identifier, Behaviors(name));
        }
    }

    [Fact]
    public void References_Types_NameResourcesThatExist()
    {
        string[] types = Messages.Select(Resource).OfType<ResourceDescriptor>().Select(r => r.Type).ToArray();
        ResourceReference[] references = Messages.SelectMany(m => m.Fields.InDeclarationOrder())
            .Select(f => f.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference)).OfType<ResourceReference>().ToArray();
        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.Contains(r.Type.Length > 0 ? r.Type : r.ChildType, types));
    }

    [Fact]
    public void Lists_EveryOne_IsPaged()
    {
        MessageDescriptor[] requests = Messages.Where(m => m.Name.StartsWith("List", StringComparison.Ordinal) && m.Name.EndsWith("Request", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(requests);
        foreach (MessageDescriptor request in requests)
        {
            Assert.NotNull(request.FindFieldByName("page_size"));
            Assert.NotNull(request.FindFieldByName("page_token"));
            MessageDescriptor response = Messages.Single(m => m.Name == request.Name.Replace("Request", "Response", StringComparison.Ordinal));
            Assert.Equal("next_page_token", response.FindFieldByNumber(2).Name);
        }
    }

    [Fact]
    public void LongRunning_Methods_SayTheirTypes()
    {
        MethodDescriptor[] methods = Files.SelectMany(f => f.Services).SelectMany(s => s.Methods).Where(m => m.OutputType == Operation.Descriptor).ToArray();
        Assert.NotEmpty(methods);
        Assert.All(methods, m =>
        {
            OperationInfo info = m.GetOptions().GetExtension(OperationsExtensions.OperationInfo);
            Assert.Contains(Messages, t => t.Name == info.ResponseType);
            Assert.Contains(Messages, t => t.Name == info.MetadataType);
        });
    }

    [Fact]
    public void UnsetParameter_IsNotZero()
    {
        var spec = new DiscoverSpec { Seed = 0 };
        DiscoverSpec read = DiscoverSpec.Parser.ParseFrom(spec.ToByteArray());
        Assert.True(read.HasSeed);
        Assert.False(read.HasExactLots);
    }

    private static ResourceDescriptor? Resource(MessageDescriptor message) => message.GetOptions()?.GetExtension(ResourceExtensions.Resource);

    private static IEnumerable<FieldBehavior> Behaviors(FieldDescriptor field) => field.GetOptions().GetExtension(FieldBehaviorExtensions.FieldBehavior);
}
