using System.Runtime.CompilerServices;
using GpuCqa.Api.V1;
using GpuCqa.Client.Analyses;
using GpuCqa.Client.Connections;
using GpuCqa.Client.Tests.Fakes;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Client.Tests;

/// <summary>The example of docs/service.md, word for word.</summary>
[Collection(nameof(ExampleTests))]
public class ExampleTests
{
    private static async Task Run(string address, string key)
    {
        // example
        using GpuCqaClient client = GpuCqaClient.Connect(address, new ClientOptions { ApiKey = key });
        Cohort cohort = await client.Project("default").UploadCohortAsync("lots.csv");
        AnalysisClient analysis = await client.Project("default").DiscoverAsync(new DiscoverSpec { Cohort = cohort.Name, Readouts = { "vegf" } });
        await analysis.WaitAsync();
        await analysis.Results.DownloadAsync("result");
        Reference reference = await client.Project("default").CreateReferenceAsync(analysis.Name);
        // end
        Assert.Equal(analysis.Name, reference.Analysis);
    }

    [Fact]
    public async Task Example_Runs()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.csv"), "cell,x\nc1,1\n");
        File.WriteAllText(folder.File("lots.csv"), "lot,path,vegf\nL1,a.csv,1\n");
        await using FakeServer server = await FakeServer.Start();
        server.State.Files["associations.csv"] = "rho\n1\n"u8.ToArray();
        server.State.Course.Writer.TryWrite(new Analysis { State = Analysis.Types.State.Succeeded });
        string before = Directory.GetCurrentDirectory();
        try
        {
            // The example's paths are relative; no other test runs meanwhile.
            Directory.SetCurrentDirectory(folder.Path);
            await Run(server.Address, "key");
        }
        finally
        {
            Directory.SetCurrentDirectory(before);
        }

        Assert.Equal("rho\n1\n", File.ReadAllText(folder.File("result/associations.csv")));
    }

    [Fact]
    public void Example_OfTheDocs_IsThisOne()
    {
        string[] code = [.. File.ReadLines(Source()).SkipWhile(l => l.Trim() != "// example").Skip(1).TakeWhile(l => l.Trim() != "// end").Select(l => l.Trim())];
        string[] docs = [.. File.ReadLines(Checkout.Path("docs", "service.md")).SkipWhile(l => l != "```csharp").Skip(1).TakeWhile(l => l != "```")];
        Assert.Equal(6, code.Length);
        Assert.Equal(code, docs);
    }

    private static string Source([CallerFilePath] string path = "") => path;
}

/// <summary>Alone: the working folder is the process's.</summary>
[CollectionDefinition(nameof(ExampleTests), DisableParallelization = true)]
public class Alone;
