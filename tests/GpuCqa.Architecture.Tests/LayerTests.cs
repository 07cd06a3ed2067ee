using System.Reflection;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Architecture.Tests;

public class LayerTests
{
    private static readonly string[] All = ["Core", "Formats", "Compute", "Compute.Gpu", "Statistics", "Simulation", "Analysis", "Reporting", "Pipelines", "Api", "Client", "Service", "Cli"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Core"] = [],
        ["Api"] = [],
        ["Formats"] = ["Core"],
        ["Compute"] = ["Core"],
        ["Compute.Gpu"] = ["Compute", "Core"],
        ["Statistics"] = ["Core", "Compute"],
        ["Simulation"] = ["Core", "Compute", "Statistics"],
        ["Analysis"] = ["Core", "Compute", "Statistics"],
        ["Reporting"] = ["Core", "Statistics", "Analysis"],
        ["Pipelines"] = ["Core", "Formats", "Compute", "Statistics", "Analysis", "Simulation", "Reporting"],
        ["Client"] = ["Core", "Formats", "Api"],
        ["Service"] = [.. All.Except(["Cli", "Client"])],
        ["Cli"] = [.. All.Except(["Service"])],
    };

    public static TheoryData<string> Layers
    {
        get
        {
            var data = new TheoryData<string>();
            foreach (string layer in BuiltLayers()) data.Add(layer);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layer_References_AreInTheTable(string layer)
    {
        Assembly assembly = Load(layer);
        string[] used = assembly.GetReferencedAssemblies().Select(n => LayerOf(n.Name!)).OfType<string>().ToArray();
        string[] wrong = used.Except(Allowed[layer]).ToArray();
        Assert.True(wrong.Length == 0, $"{layer} references {string.Join(", ", wrong)}; it may reference: {string.Join(", ", Allowed[layer].DefaultIfEmpty("nothing"))}.");
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layer_ProjectFile_NamesOnlyTheTable(string layer)
    {
        string file = Path.Combine(SourceRoot(), $"GpuCqa.{layer}", $"GpuCqa.{layer}.csproj");
        string[] named = System.Xml.Linq.XDocument.Load(file).Descendants("ProjectReference")
            .Select(e => Path.GetFileNameWithoutExtension(e.Attribute("Include")!.Value.Replace('\\', '/')))
            .Select(n => LayerOf(n)).OfType<string>().ToArray();
        Assert.Empty(named.Except(Allowed[layer]));
    }

    [Fact]
    public void Core_References_NoPackage()
    {
        string[] foreign = Load("Core").GetReferencedAssemblies().Select(n => n.Name!).Where(n => !n.StartsWith("System", StringComparison.Ordinal)).ToArray();
        Assert.Empty(foreign);
    }

    [Theory]
    [InlineData("SkiaSharp", "Reporting")]
    public void Package_OfOneLayer_IsReferencedByNoOther(string package, string layer) =>
        Assert.Equal([layer], BuiltLayers().Where(l => Load(l).GetReferencedAssemblies().Any(n => n.Name == package)));

    [Theory]
    [InlineData("Analysis")]
    [InlineData("Statistics")]
    [InlineData("Simulation")]
    public void Method_Source_HasNoFileThreadOrStream(string layer)
    {
        string[] forbidden = ["System.IO", "File.", "Directory.", "Stream ", "StreamReader", "Thread", "Parallel.", "Task.", "Console."];
        var hits = new List<string>();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(SourceRoot(), $"GpuCqa.{layer}"), "*.cs", SearchOption.AllDirectories))
        {
            if (file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)) continue;
            int number = 0;
            foreach (string line in File.ReadLines(file))
            {
                number++;
                string code = line.TrimStart();
                if (code.StartsWith("//", StringComparison.Ordinal)) continue;
                hits.AddRange(forbidden.Where(f => code.Contains(f, StringComparison.Ordinal)).Select(f => $"{file}:{number}: {f}"));
            }
        }

        Assert.Empty(hits);
    }

    [Fact]
    public void Table_AWrongArrow_IsFound()
    {
        Assert.Contains("Analysis", new[] { "Core", "Analysis" }.Except(Allowed["Formats"]));
        Assert.True(BuiltLayers().Length >= 6);
    }

    private static string[] BuiltLayers() => All.Where(l => Directory.Exists(Path.Combine(SourceRoot(), $"GpuCqa.{l}"))
        && File.Exists(Path.Combine(SourceRoot(), $"GpuCqa.{l}", $"GpuCqa.{l}.csproj"))).ToArray();

    private static Assembly Load(string layer) => Assembly.Load(layer == "Cli" ? "gpucqa" : $"GpuCqa.{layer}");

    private static string? LayerOf(string assembly) =>
        assembly == "gpucqa" ? "Cli" : assembly.StartsWith("GpuCqa.", StringComparison.Ordinal) ? assembly["GpuCqa.".Length..] : null;

    private static string SourceRoot() => Checkout.Path("src");
}
