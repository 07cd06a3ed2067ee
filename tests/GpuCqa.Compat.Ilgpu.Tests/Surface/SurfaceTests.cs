#if !ILGPU_STANDIN
using System.Reflection;
using System.Runtime.Loader;
using ILGPU;
using ILGPU.Algorithms;
using Xunit;

namespace GpuCqa.Compat.Ilgpu.Tests.Surface;

/// <summary>With the real packages at hand: every public member of the stand-in is a member of ILGPU, with the same signature.</summary>
public class SurfaceTests
{
    [Fact]
    public void Standin_EveryPublicMember_IsAMemberOfIlgpu()
    {
        Assembly standin = new AssemblyLoadContext("standin", isCollectible: false).LoadFromAssemblyPath(StandinPath());
        Dictionary<string, Type> real = new[] { typeof(Context), typeof(AlgorithmContext) }.SelectMany(type => type.Assembly.GetExportedTypes()).ToDictionary(type => type.FullName!);
        var missing = new List<string>();
        int members = 0;
        foreach (Type type in standin.GetExportedTypes().Where(type => type.Namespace!.StartsWith("ILGPU", StringComparison.Ordinal)))
        {
            if (!real.TryGetValue(type.FullName!, out Type? original))
            {
                missing.Add(type.FullName!);
                continue;
            }

            HashSet<string> known = [.. Signatures.Of(original, inherited: true)];
            foreach (string member in Signatures.Of(type, inherited: false))
            {
                members++;
                if (!known.Contains(member)) missing.Add($"{type.FullName}: {member}");
            }
        }

        Assert.True(members > 1000, $"{members} members");
        Assert.True(missing.Count == 0, string.Join(Environment.NewLine, missing));
    }

    private static string StandinPath()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        string build = Path.Combine(folder.Parent!.Name, folder.Name);
        while (!File.Exists(Path.Combine(folder.FullName, "GpuCqa.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "compat", "Ilgpu", "bin", build, "Ilgpu.Standin.dll");
    }
}
#endif
