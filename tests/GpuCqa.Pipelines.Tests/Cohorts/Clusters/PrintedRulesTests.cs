using System.Diagnostics;
using GpuCqa.Pipelines.Cohorts.Rules;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Cohorts.Clusters;

/// <summary>Printed rules start the same command lines as executors do. Snakemake itself reads them in tests/peers/rules.sh.</summary>
public class PrintedRulesTests
{
    [Fact]
    public void Snakemake_NamesEveryFileAndCommand()
    {
        using var work = new FakedWork();
        string text = SnakemakeRules.Text(work.Submission);
        foreach (var phase in work.Work.Plan.Phases) Assert.Contains($"for shard in range({phase.Tasks})]", text, StringComparison.Ordinal);
        Assert.Contains($"cohort run-shard --work {work.Work.Folder} --phase gram --shard {{params.number}} --device auto", text, StringComparison.Ordinal);
        Assert.Contains($"cohort merge --work {work.Work.Folder} --phase gram --device auto", text, StringComparison.Ordinal);
        Assert.Contains($"cohort finish --work {work.Work.Folder} --out {work.Output}", text, StringComparison.Ordinal);
        Assert.Contains("mem_mb=3584", text, StringComparison.Ordinal);
        Assert.Contains(work.Work.Hash, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nextflow_HasAProcessForEachPartInOrder()
    {
        using var work = new FakedWork();
        string text = NextflowRules.Text(work.Submission);
        string[] names = ["moments", "moments_merge", "gram", "gram_merge", "finish"];
        Assert.All(names, n => Assert.Contains($"process {n} {{", text, StringComparison.Ordinal));
        Assert.Contains("moments(true, Channel.of(0..<5))\n    moments_merge(moments.out.collect())\n    gram(moments_merge.out.first(), Channel.of(0..<2))", text, StringComparison.Ordinal);
        Assert.Contains("--phase moments --shard ${shard} --device auto", text, StringComparison.Ordinal);
        // As many braces and quotes are opened as closed.
        Assert.Equal(text.Count(c => c == '{'), text.Count(c => c == '}'));
        Assert.Equal(0, text.Split("\"\"\"").Length % 2 == 1 ? 0 : 1);
    }

    [Fact]
    public void Word_ThatAShellReadsOtherwise_IsQuoted()
    {
        string[] words = ["plain", "a b", "it's", "$HOME", "", "*"];
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", "printf '%s\\n' " + GpuCqa.Pipelines.Cohorts.Executors.ShellWord.Line(words)]) { RedirectStandardOutput = true })!;
        Assert.Equal(words, shell.StandardOutput.ReadToEnd().Split('\n')[..^1]);
    }
}
