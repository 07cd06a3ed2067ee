using GpuCqa.Analysis.Mapping;
using GpuCqa.Analysis.Results;
using GpuCqa.Compute;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Parameters;
using GpuCqa.Core.Progress;
using GpuCqa.Formats;
using GpuCqa.Formats.Cohorts;
using GpuCqa.Pipelines.Discoveries;
using GpuCqa.Pipelines.Inputs;
using GpuCqa.Pipelines.Mappings;
using GpuCqa.Pipelines.References;
using GpuCqa.Reporting.Html;
using GpuCqa.Reporting.Records;
using GpuCqa.Reporting.Tables;
using GpuCqa.Statistics;
using GpuCqa.Testing;
using Xunit;

namespace GpuCqa.Pipelines.Tests.Images;

/// <summary>From CellProfiler's folders to a finding, a reference and new lots on a plate of their own.</summary>
public class ImageDiscoveryTests
{
    private static readonly DiscoverParameters Parameters = new() { Readouts = ["vegf"], Resolutions = [0.3], LayoutEpochs = 2, Components = 6, Dimensions = 5, Controls = ["Metadata_Lot=control"] };

    [Fact]
    public void Plates_WithCamerasOfTheirOwn_GiveWhatOneCameraGives()
    {
        using var cohort = new PlateCohort(cameras: true);
        using var plain = new PlateCohort(cameras: false);
        DiscoveryResult found = Discover(cohort, Parameters), expected = Discover(plain, Parameters);
        Assert.Equal(expected.Map.Clusterings[0].Labels, found.Map.Clusterings[0].Labels);
        Assert.Equal((360, CellModality.Features), (found.Map.Cells.Count, found.Map.Modality));
        Association best = found.Tests.Associations.Where(a => a.Rho > 0).MinBy(a => a.PFamily)!;
        Assert.Equal((1, 2.0 / 720), (best.Rho, best.P));
        Assert.Equal(["Nuclei_AreaShape_EulerNumber"], found.Map.Images!.Measured.Where(f => f.Fate == "constant").Select(f => f.Name));
        Assert.Equal(["Cells_Intensity_MeanIntensity_ER"], found.Map.Images.Measured.Where(f => f.Fate == "redundant").Select(f => f.Name));
        Assert.Equal(6, found.Map.Images.Measured.Single(f => f.Name == "Cells_Texture_Contrast_ER_3_00").Missing);
        Assert.Equal([("Plate0", 180L, 50L), ("Plate1", 180, 50)], found.Map.Images.Plates.Select(p => (p.Plate, p.Cells, p.Controls)));
        // Without controls that are alike on both plates the camera, and with it the share, is lost: a difference between plates goes with the readout.
        Assert.Contains(Discover(cohort, Parameters with { Controls = ["all"] }).Notes, n => n.StartsWith("No control wells were named", StringComparison.Ordinal));
    }

    [Fact]
    public void Result_SaysFeatures_AndIsReadBack()
    {
        using var cohort = new PlateCohort(cameras: true);
        DiscoveryResult found = Discover(cohort, Parameters with { Predict = true, PredictPermutations = 99 });
        Assert.True(found.Prediction!.StatesWithinFolds);
        Assert.True(found.Map.Markers.First(m => m.Cluster == 1).Difference is > 1 or < -1);
        Provenance record = Records(found);
        string at = cohort.At("result");
        Directory.CreateDirectory(at);
        DiscoveryPipeline.Write(at, found, record, Reporting.Texts.ReportLanguage.English, CancellationToken.None);
        string page = File.ReadAllText(Path.Combine(at, ReportPage.FileName));
        foreach (string said in (string[])["Plates and image features", "Leading features in every cluster", "Difference", "Not done for image features", "画像特徴量"]) Assert.Contains(said, page, StringComparison.Ordinal);
        foreach (string gene in (string[])["Few genes", "Leading genes", "Counts per cell"]) Assert.DoesNotContain(gene, page, StringComparison.Ordinal);
        foreach (TableDefinition table in (TableDefinition[])[ResultTables.ImageFeatures, ResultTables.ImagePlates, ResultTables.ImageLots]) Assert.True(File.Exists(Path.Combine(at, table.File)), table.File);
        Assert.Contains("\"controls\": [\n", File.ReadAllText(Path.Combine(at, "provenance.json")).ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void NewLots_OnAPlateOfTheirOwn_HaveTheirShares()
    {
        using var cohort = new PlateCohort(cameras: true);
        using var other = new PlateCohort(cameras: false);
        DiscoveryResult found = Discover(cohort, Parameters);
        string reference = cohort.At("reference");
        ReferenceFolder.Write(reference, found.Reference!);
        Assert.Equal(Parameters.Controls, ReferenceFolder.Inspect(reference).Record.Parameters.Controls);
        MapResult mapped = Map(cohort.Sheet, reference);
        // The reference's cameras are none of theirs.
        MapResult plain = Map(other.Sheet, reference);
        Assert.Equal(plain.Cells.Labels[0], mapped.Cells.Labels[0]);
        int rising = found.Tests.Associations.Where(a => a.Rho > 0).MinBy(a => a.PFamily)!.State.Index;
        foreach ((string lot, int number) in ((string, int)[])[("L6", 6), ("L7", 7)])
        {
            int at = mapped.Lots.Select(l => l.Lot.Name).ToList().IndexOf(lot);
            int[] own = [.. Enumerable.Range(0, mapped.Cells.Labels[0].Length).Where(c => mapped.Cells.Lots[c] == at)];
            Assert.Equal(PlateCohort.Share(number), own.Count(c => mapped.Cells.Labels[0][c] == rising) / (double)own.Length, 0.03);
        }

        // A lot alone is as it is among others.
        File.WriteAllLines(cohort.At("alone.csv"), File.ReadLines(cohort.Sheet).Where(l => !l.StartsWith("L6,", StringComparison.Ordinal)));
        MapResult alone = Map(cohort.At("alone.csv"), reference);
        Assert.Equal(mapped.Cells.Labels[0][^alone.Cells.Labels[0].Length..], alone.Cells.Labels[0]);
    }

    [Fact]
    public void Controls_ThatASheetNames_AreReadThoughTheyAreNoLot()
    {
        using var cohort = new PlateCohort(cameras: true);
        string sheet = cohort.At("roles.csv");
        File.WriteAllText(sheet, File.ReadAllText(cohort.Sheet) + "control,,control,\n");
        DiscoveryResult byRole = Discover(sheet, Parameters with { Controls = ["role=control"] }), byWell = Discover(cohort, Parameters);
        Assert.Equal(byWell.Map.Clusterings[0].Labels, byRole.Map.Clusterings[0].Labels);
        Assert.Contains("no lot of", Assert.Throws<NotFoundException>(() => Discover(sheet, Parameters with { Controls = ["role=blank"] })).Message, StringComparison.Ordinal);
        Assert.Contains("has no control cells", Assert.Throws<BadDataException>(() => Discover(cohort, Parameters with { Controls = ["Metadata_Lot=L0"] })).Message, StringComparison.Ordinal);
        Assert.Contains(Discover(cohort, Parameters with { Controls = ["Metadata_Lot=L0,L3"] }).Warnings, w => w.Contains("its p is not exact", StringComparison.Ordinal));
        Assert.Contains("no column 'Treatment'", Assert.Throws<NotFoundException>(() => Discover(cohort, Parameters with { Controls = ["Treatment=DMSO"] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OfImages_WithCounts_AreRefused()
    {
        using var counts = new SmallCohort();
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        var pipeline = new DiscoveryPipeline(CohortSheet.Read(counts.Sheet), Parameters with { Controls = ["all"] }, null, new CellFileOptions());
        Assert.Contains("are for tables of image features", Assert.Throws<InvalidParameterException>(() => pipeline.Run(device, StepProgress.None, CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [SharedDataFact]
    public void TCells_OfSixDonors_ActivationIsAStateOfTheirShape()
    {
        var parameters = new DiscoverParameters
        {
            Readouts = ["state"], Levels = ["noact,act"], Block = ["donor"], LayoutEpochs = 2,
            ImageMetadata = @"^(?P<type>CD\d)_(?P<donor>\d)_(?P<state>act|noact)_", Plate = "donor", Controls = ["all"],
        };
        string table = SharedData.Path("morphology_tcell_6donors/cellprofiler_features.csv.gz");
        Cohort cohort = ImageCohort.Read(table, new CellFileOptions { GroupColumn = "donor,state", Images = PlateColumns.Options(parameters) }, CancellationToken.None);
        Assert.Equal(12, cohort.Lots.Count);
        Assert.Equal(["lot", "path", "donor", "state"], cohort.Headers);
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        DiscoveryResult found = new DiscoveryPipeline(cohort, parameters, "donor,state", new CellFileOptions()).Run(device, StepProgress.None, CancellationToken.None);
        Assert.Equal(852, found.Map.Lots.Sum(l => l.CellsRead));
        Assert.Equal(114, found.Map.Images!.Measured.Count);
        // In every one of six donors the activated cells have more of it: the smallest p that the design allows, 2 of 64.
        Assert.Equal(2.0 / 64, found.Tests.Associations.Min(a => a.P), 1e-12);
        Assert.DoesNotContain(found.Warnings, w => w.Contains("its p is not exact", StringComparison.Ordinal));
    }

    private static DiscoveryResult Discover(PlateCohort cohort, DiscoverParameters parameters) => Discover(cohort.Sheet, parameters);

    private static DiscoveryResult Discover(string sheet, DiscoverParameters parameters)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        return new DiscoveryPipeline(CohortSheet.Read(sheet, sharedFile: true), parameters, "Lot", new CellFileOptions()).Run(device, StepProgress.None, CancellationToken.None);
    }

    private static MapResult Map(string sheet, string reference)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 2);
        return new MapPipeline(new MapRequest { Cohort = CohortSheet.Read(sheet, sharedFile: true), Reference = reference, LotColumn = "Lot", Parameters = new MapParameters { Method = "symphony" } }).Run(device, StepProgress.None, CancellationToken.None);
    }

    private static Provenance Records(DiscoveryResult found)
    {
        using ComputeDevice device = ComputeDevices.Open("cpu", 1);
        return Pipelines.Records.ProvenanceRecord.Of(DateTimeOffset.UnixEpoch, [], device, new Pipelines.Records.StepRecorder(StepProgress.None), new Pipelines.Records.ProgramRecord("", null));
    }
}
