using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using GpuCqa.Core.Errors;
using GpuCqa.Pipelines.Registry;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Registry;

public sealed class RegistryBookTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);
    private static readonly IReadOnlyDictionary<string, string> NoNames = new Dictionary<string, string>();

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Registry => folder.File("registry.jsonl");

    [Fact]
    public void Add_ResultsOfVerbs_GrowTheFileAndItsMatrix()
    {
        string states = Associate("gates", "vegf", "CD8", 0.9), knockdown = Perturb("kd");
        RegistryBook.Add(Registry, states, RegistryBook.Functions(["vegf=VEGF secretion"]), "a.sato", Now, CancellationToken.None);
        byte[] before = File.ReadAllBytes(Registry);
        (RegistryFile registry, RegistryEntry entry) = RegistryBook.Add(Registry, knockdown, NoNames, "m.ito", Now.AddHours(-3), CancellationToken.None);
        Assert.Equal((2, "m.ito"), (entry.Sequence, entry.Actor));
        // What was written stays, and a clock that was set back does not go before it.
        Assert.True(File.ReadAllBytes(Registry).AsSpan().StartsWith(before));
        Assert.Equal(registry.Entries[0].Time, entry.Time);
        RegistryCell cell = Assert.Single(RegistryBook.Ask(RegistryFile.Read(Registry), new RegistryQuestion("vegf secretion")).Cells);
        Assert.Equal(("given/states/CD8", 0.9, EvidenceLevel.E0), (cell.State, cell.Effect, cell.Grade));
        Assert.Equal(registry.Entries[0].Sha256, Assert.Single(cell.Evidence).Sha256);
        Assert.Equal("gates", cell.Evidence[0].Folder);
    }

    [Fact]
    public void Chain_OfTheFile_IsWhatAnyProgramComputes()
    {
        RegistryBook.Add(Registry, Associate("one", "vegf", "A", 0.5), NoNames, "佐藤", Now, CancellationToken.None);
        RegistryBook.Add(Registry, Associate("two", "ido", "A", 0.5), NoNames, "b", Now, CancellationToken.None);
        string hash = new('0', 64);
        foreach (string line in File.ReadAllLines(Registry))
        {
            // {"entry":X,"hash":"H"}: X is hashed as it stands.
            string entry = line["{\"entry\":".Length..^(",\"hash\":\"".Length + 64 + 2)];
            hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hash + "\n" + entry)));
            Assert.Equal(hash, JsonDocument.Parse(line).RootElement.GetProperty("hash").GetString());
        }

        Assert.Equal(hash, RegistryFile.Read(Registry).Head);
    }

    [Fact]
    public void Read_AnyByteOfALineChanged_NamesTheLine()
    {
        RegistryBook.Add(Registry, Associate("one", "vegf", "A", 0.5), NoNames, "a", Now, CancellationToken.None);
        RegistryBook.Add(Registry, Associate("two", "ido", "A", 0.5), NoNames, "a", Now, CancellationToken.None);
        byte[] bytes = File.ReadAllBytes(Registry);
        int second = Array.IndexOf(bytes, (byte)'\n') + 1;
        for (int at = 3; at < bytes.Length - 1; at += 97)
        {
            byte[] changed = (byte[])bytes.Clone();
            changed[at] ^= 1;
            File.WriteAllBytes(Registry, changed);
            string message = Assert.Throws<BadDataException>(() => RegistryFile.Read(Registry)).Message;
            Assert.Contains(at < second ? "line 1" : "line 2", message, StringComparison.Ordinal);
        }

        File.WriteAllBytes(Registry, bytes[second..]);
        Assert.Throws<BadDataException>(() => RegistryFile.Read(Registry));
        File.WriteAllBytes(Registry, bytes[..^5]);
        Assert.Contains("cut off", Assert.Throws<BadDataException>(() => RegistryFile.Read(Registry)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_OfAChangedFolder_NameTheFile()
    {
        string one = Associate("one", "vegf", "A", 0.5), two = Associate("two", "ido", "A", 0.5);
        RegistryBook.Add(Registry, one, NoNames, "a", Now, CancellationToken.None);
        RegistryBook.Add(Registry, two, NoNames, "a", Now, CancellationToken.None);
        Assert.Empty(RegistryBook.Differences(RegistryFile.Read(Registry), CancellationToken.None));
        File.AppendAllText(Path.Combine(two, "lots.csv"), "x");
        File.WriteAllText(Path.Combine(two, "more.txt"), "x");
        Assert.Equal("entry 2, two: changed: lots.csv; not of it: more.txt", Assert.Single(RegistryBook.Differences(RegistryFile.Read(Registry), CancellationToken.None)));
        Directory.Delete(one, recursive: true);
        Assert.Equal("entry 1, one: the folder is not there", RegistryBook.Differences(RegistryFile.Read(Registry), CancellationToken.None)[0]);
    }

    [Fact]
    public void Manifest_OfAFolder_IsTheHashOfSha256sum()
    {
        string made = Directory.CreateDirectory(folder.File("made")).FullName;
        File.WriteAllText(Path.Combine(made, "b"), "abc");
        Directory.CreateDirectory(Path.Combine(made, "a"));
        File.WriteAllText(Path.Combine(made, "a", "c"), "");
        const string abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{empty}  a/c\n{abc}  b\n"))), FolderManifest.Of(made, CancellationToken.None).Sha256);
    }

    [Fact]
    public void Add_WhatIsThereOrSaysNothing_IsRefusedAndWritesNothing()
    {
        string one = Associate("one", "vegf", "A", 0.5);
        RegistryBook.Add(Registry, one, NoNames, "a", Now, CancellationToken.None);
        byte[] before = File.ReadAllBytes(Registry);
        string copy = folder.File("copy");
        Directory.CreateDirectory(copy);
        foreach (string file in Directory.GetFiles(one)) File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        Assert.Contains("entry 1", Assert.Throws<PreconditionException>(() => RegistryBook.Add(Registry, copy, NoNames, "a", Now, CancellationToken.None)).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(copy, "provenance.json"), """{"verb":"potency","engine":{"version":"1"},"parameters":{}}""");
        Assert.Throws<PreconditionException>(() => RegistryBook.Add(Registry, copy, NoNames, "a", Now, CancellationToken.None));
        Assert.Throws<NotFoundException>(() => RegistryBook.Add(Registry, folder.File("nowhere"), NoNames, "a", Now, CancellationToken.None));
        Assert.Throws<InvalidParameterException>(() => RegistryBook.Add(Registry, one, RegistryBook.Functions(["other=x"]), "a", Now, CancellationToken.None));
        Assert.Throws<InvalidParameterException>(() => RegistryBook.Functions(["vegf"]));
        File.WriteAllText(Path.Combine(copy, "provenance.json"), "{");
        Assert.Throws<BadDataException>(() => RegistryBook.Add(Registry, copy, NoNames, "a", Now, CancellationToken.None));
        Assert.Equal(before, File.ReadAllBytes(Registry));
    }

    [Fact]
    public void Link_OfADiscoveryAndItsMapping_TellsSplitsFromMerges()
    {
        string newer = new('n', 64), older = new('o', 64);
        // Old cluster 0 is split into new 0 and 1; old 1 and 2 are merged into new 2; cells that were refused say nothing.
        (int New, int Old, int Cells)[] cells = [(0, 0, 30), (1, 0, 20), (2, 1, 10), (2, 2, 12), (1, -1, 5)];
        string discovery = Folder("new", "discover", newer, "cells.csv.gz", "cell,lot,cluster_0.5\n" + string.Concat(cells.SelectMany((c, g) => Enumerable.Range(0, c.Cells).Select(i => string.Create(CultureInfo.InvariantCulture, $"c{g}_{i},L1,{c.New}\n")))));
        string mapping = Folder("old", "map", older, "cells.csv.gz", "lot,cell,role,label_0.5\n" + string.Concat(cells.SelectMany((c, g) => Enumerable.Range(0, c.Cells).Select(i => string.Create(CultureInfo.InvariantCulture, $"L1,c{g}_{i},test,{c.Old}\n")))));
        IReadOnlyList<StateLink> links = StateLinks.Of(discovery, mapping);
        Assert.Equal("0>0 same, 1>0 part, 2>1 whole, 2>2 same", string.Join(", ", links.Select(l => $"{l.From[^1]}>{l.To[^1]} {l.Kind}")));
        Assert.Equal(1, links[0].ShareOfFrom);
        Assert.Equal(0.6, links[0].ShareOfTo, 1e-12);
        Assert.Equal(0.8, links[1].ShareOfFrom, 1e-12);
        Assert.Throws<PreconditionException>(() => StateLinks.Of(mapping, discovery));
        string refused = Folder("refused", "map", older, "cells.csv.gz", "lot,cell,role,label_0.5\nL1,c0_0,test,-1\n"), foreign = Folder("foreign", "map", older, "cells.csv.gz", "lot,cell,role,label_0.5\nL9,c0_0,test,0\n");
        Assert.Contains("they are refused", Assert.Throws<PreconditionException>(() => StateLinks.Of(discovery, refused)).Message, StringComparison.Ordinal);
        Assert.Contains("labels none of the cells", Assert.Throws<PreconditionException>(() => StateLinks.Of(discovery, foreign)).Message, StringComparison.Ordinal);
        Assert.Throws<NotFoundException>(() => RegistryBook.Link(Registry, discovery, mapping, "a", Now, CancellationToken.None));
    }

    private string Associate(string name, string readout, string state, double rho)
    {
        string made = Folder(name, "associate", null, "associations.csv", string.Create(CultureInfo.InvariantCulture, $"readout,column,state,n,rho,p_family,interval_low,interval_high,flags\n{readout},,{state},8,{rho},0.01,0.5,0.98,\n"));
        File.WriteAllText(Path.Combine(made, "lots.csv"), "lot,tissue\nL1,BM\nL2,BM\n");
        return made;
    }

    private string Perturb(string name)
    {
        string made = Folder(name, "perturb", null, "perturbations.csv", "gene\n");
        File.WriteAllText(Path.Combine(made, "summary.json"), """{"readout":"vegf","warnings":[],"genes":[{"gene":"VEGFA","positive_control":true,"code":"KD+","effect":-1,"effect_low":-2,"effect_high":-0.5,"p_family":0.001,"n":3,"reason":"r"},{"gene":"G","positive_control":false,"code":"NT","effect":-0.1,"effect_low":null,"effect_high":null,"p_family":0.4,"n":3,"reason":"r"}]}""");
        return made;
    }

    private string Folder(string name, string verb, string? reference, string table, string text)
    {
        string made = Directory.CreateDirectory(folder.File(name)).FullName;
        File.WriteAllText(Path.Combine(made, "provenance.json"), $$$"""{"verb":"{{{verb}}}","engine":{"version":"1.0","commit":"abc"},"parameters":{"alpha":0.05}}""");
        File.WriteAllText(Path.Combine(made, "summary.json"), reference is null ? """{"warnings":[]}""" : $$$"""{"warnings":[],"main_resolution":0.5,"reference":{"hash":"{{{reference}}}"}}""");
        if (table.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var packed = new GZipStream(File.Create(Path.Combine(made, table)), CompressionLevel.Fastest);
            packed.Write(Encoding.UTF8.GetBytes(text));
        }
        else
        {
            File.WriteAllText(Path.Combine(made, table), text);
        }

        return made;
    }
}
