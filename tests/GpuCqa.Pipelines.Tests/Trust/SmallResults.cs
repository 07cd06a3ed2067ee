using GpuCqa.Core.Parameters;
using GpuCqa.Reporting.Folders;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Texts;
using GpuCqa.Reporting.Trust;
using GpuCqa.Statistics;
using GpuCqa.Testing;

namespace GpuCqa.Pipelines.Tests.Trust;

/// <summary>Result folders that cost nothing, keys, and a list of persons.</summary>
internal static class SmallResults
{
    public const string Passphrase = "correct horse battery";

    public static readonly DateTimeOffset Noon = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A result of specification, made from the files that are named.</summary>
    public static string Write(string folder, params string[] inputs)
    {
        SpecifiedLot[] lots = [.. Enumerable.Range(0, 6).Select(l => new SpecifiedLot("vegf", $"L{l}", null, 100 + l))];
        SpecificationResult result = SpecificationLimits.Of(new SpecificationParameters { Both = ["vegf"] }, lots, []);
        var record = new Provenance
        {
            EngineVersion = "1.0", Started = Noon, Finished = Noon, Device = new DeviceRecord("cpu", "test", 256, 1),
            Inputs = [.. inputs.Select(i => new InputRecord(Path.GetFileName(i), Path.GetFullPath(i), new FileInfo(i).Length, FileHash.Of(i, CancellationToken.None)))],
        };
        ResultFolder.Write(folder, force: true, made => ResultFiles.Write(made, result, record, ReportLanguage.English, CancellationToken.None));
        return folder;
    }

    public static SigningKey Key(TemporaryFolder folder, string name) => SigningKey.Create(folder.File(name), Passphrase);

    public static TrustedPersons Persons(TemporaryFolder folder, params (string Name, SigningKey Key, string Role)[] persons)
    {
        TrustedPersons list = TrustedPersons.Read(folder.File("persons.json"), missing: true);
        foreach ((string name, SigningKey key, string role) in persons) list = list.With(new TrustedPerson(name, [role], key.PublicKey, Noon.AddDays(-1), Noon.AddDays(1)));
        list.Write();
        return TrustedPersons.Read(folder.File("persons.json"));
    }

    public static SignatureRecord Signature(string person, string role = "quality", string meaning = "reviewed") => new(person, role, meaning, null, "all in order", "", "", null, null, null, "", "");
}
