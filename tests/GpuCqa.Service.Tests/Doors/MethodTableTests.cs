using Google.Protobuf.Reflection;
using GpuCqa.Service.Doors;
using GpuCqa.Service.Doors.Access;
using GpuCqa.Service.Hosting;
using Xunit;

namespace GpuCqa.Service.Tests.Doors;

public class MethodTableTests
{
    public static TheoryData<string> Methods => [.. ServiceHost.Services.SelectMany(s => s.Methods).Select(Path)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Method_OfTheHost_HasARule(string path)
    {
        MethodDescriptor method = ServiceHost.Services.SelectMany(s => s.Methods).Single(m => Path(m) == path);
        MethodRule? rule = MethodTable.Find(path);
        Assert.NotNull(rule);
        Assert.Equal(rule.Need == Need.Project, rule.Field.Length > 0);
        Assert.True(rule.Need != Need.Project || rule.Role >= Role.Reader);
        if (rule.Need == Need.Project) Assert.Equal(FieldType.String, method.InputType.FindFieldByName(rule.Field)?.FieldType);
        // By its name: what only looks may be a reader's, all else changes something and is in the audit log.
        bool looks = new[] { "Get", "List", "Watch", "Wait", "Read", "Check", "Associate", "Label", "ServerReflection" }.Any(w => method.Name.StartsWith(w, StringComparison.Ordinal));
        Assert.Equal(looks, rule.Trace != Trace.Change);
        if (!looks) Assert.True(rule.Role >= Role.Analyst);
        if (method.Name.StartsWith("Read", StringComparison.Ordinal)) Assert.Equal(Trace.Reading, rule.Trace);
    }

    private static string Path(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";
}
