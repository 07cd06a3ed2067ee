using GpuCqa.Analysis.References;
using GpuCqa.Analysis.Refusals;
using GpuCqa.Analysis.Results;
using GpuCqa.Core.Cohorts;
using GpuCqa.Core.Errors;
using GpuCqa.Core.Matrices;
using GpuCqa.Formats.References;
using static GpuCqa.Pipelines.References.ReferenceNames;

namespace GpuCqa.Pipelines.References;

/// <summary>Reads the files of a reference.</summary>
internal sealed class ReferenceReader
{
    private readonly ChecksummedReader files;

    /// <summary>Reads reference.json and looks at names and sizes.</summary>
    public ReferenceReader(string folder)
    {
        Folder = folder;
        Record = ReferenceJson.Read(folder);
        files = new ChecksummedReader(folder, Record.Files, ReferenceJson.FileName);
    }

    public string Folder { get; }

    public ReferenceRecord Record { get; }

    /// <summary>The train lots.</summary>
    public (LotResult[] Lots, QcThresholds[] Thresholds) ReadLots() => files.Text(Lots, text => ReferenceTables.ReadLots(text, files.PathOf(Lots), Record.Parameters.Readouts, Record.Lots));

    /// <summary>The genes.</summary>
    public FeatureTable ReadGenes() => files.Text(Genes, text => ReferenceTables.ReadGenes(text, files.PathOf(Genes), Record.Genes));

    /// <summary>Compares every file with its checksum.</summary>
    public void Verify(CancellationToken cancellation)
    {
        foreach (FileChecksum file in Record.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            files.Verify(file.Name);
        }
    }

    /// <summary>Reads everything.</summary>
    public ReferenceModel Read(CancellationToken cancellation)
    {
        int cells = Record.Cells, selected = Record.SelectedGenes;
        (LotResult[] lots, QcThresholds[] thresholds) = ReadLots();
        FeatureTable genes = ReadGenes();
        (int[] lotOf, string[] barcodes) = files.Text(Cells, text => ReferenceTables.ReadBarcodes(text, files.PathOf(Cells), lots, cells));
        DenseMatrix<double> loadings = files.Matrix<double>(PcaLoadings, selected, Record.Components);
        var pca = new PcaModel(
            Below(PcaGenes, files.Integers(PcaGenes, selected), Record.Genes), files.Array<double>(PcaMeans, selected), files.Array<double>(PcaDeviations, selected), Record.Clip,
            loadings, files.Array<double>(PcaSpread, Record.Components), Record.TotalVariance);
        cancellation.ThrowIfCancellationRequested();
        DenseMatrix<float> projections = files.Matrix<float>(Projections, cells, Record.Components);
        DenseMatrix<float> embedding = files.Has(Embedding) ? files.Matrix<float>(Embedding, cells, Record.Dimensions) : projections.FirstColumns(Record.Dimensions);
        Clustering[] clusterings = [.. Record.Clusterings.Select(c => new Clustering(c.Algorithm, c.Resolution, c.Clusters, c.Quality, Below(Labels(c.Resolution), files.Integers(Labels(c.Resolution), cells), c.Clusters)))];
        cancellation.ThrowIfCancellationRequested();
        CsrMatrix<double> graph = ReadGraph();
        cancellation.ThrowIfCancellationRequested();
        CsrMatrix<float> values = ReadValues();
        LeftOutStrangeness? leftOut = files.Has(StrangenessLots) ? ReadLeftOut() : null;
        int soft = Record.SoftClusters;
        return new ReferenceModel
        {
            Hash = Record.Hash,
            Modality = Record.Modality,
            Parameters = Record.Parameters,
            Genes = genes,
            Pca = pca,
            Alignment = Record.Alignment,
            Soft = new SoftClusters(files.Matrix<double>(SoftCentroids, soft, Record.Dimensions), files.Array<double>(SoftSizes, soft), files.Matrix<double>(SoftSums, soft, Record.Dimensions), Record.SoftSigma),
            Lots = lots,
            Thresholds = thresholds,
            Cells = new CellTable(barcodes, lotOf, files.Array<double>(Totals, cells), files.Integers(DetectedGenes, cells), files.Array<double>(MitoPercent, cells), files.Matrix<float>(Layout, cells, 2)),
            Projections = projections,
            Embedding = embedding,
            SharedNeighbors = graph,
            Clusterings = clusterings,
            StoredGenes = Below(StoredGenes, files.Integers(StoredGenes, Record.StoredGenes), Record.Genes),
            StoredValues = new StoredValues(values),
            ClusterSums = [.. Record.Clusterings.Select(c => files.Matrix<double>(ClusterSums(c.Resolution), c.Clusters, Record.Genes))],
            Hypotheses = Record.Hypotheses,
            Calibration = Record.Calibration.Limits.Count == 0 ? Record.Calibration : Record.Calibration with { Known = leftOut?.Known ?? [] },
            LeftOut = leftOut,
            Warnings = Record.Warnings,
        };
    }

    private LeftOutStrangeness ReadLeftOut()
    {
        DenseMatrix<double> classes = files.Matrix<double>(StrangenessClasses, Record.Clusterings.Count, Record.Cells);
        return new LeftOutStrangeness(files.Array<double>(StrangenessLots, Record.Cells), [.. Enumerable.Range(0, classes.Rows).Select(r => classes.Row(r).ToArray())], files.Array<double>(StrangenessShared, Record.Cells),
            [.. Enumerable.Range(0, int.MaxValue).TakeWhile(p => files.Has(ReferenceNames.KnownPrograms(p))).Select(p => files.Matrix<float>(ReferenceNames.KnownPrograms(p), Analysis.Refusals.KnownPrograms.Directions, Record.Genes))],
            files.Array<double>(StrangenessShifts, Record.Lots));
    }

    private CsrMatrix<double> ReadGraph()
    {
        long[] offsets = files.Array<long>(GraphOffsets, Record.Cells + 1);
        int entries = Entries(GraphOffsets, offsets);
        var code = new GraphCode(offsets, files.Integers(GraphColumns, entries), files.Integers(GraphCodes, entries), files.Array<double>(GraphWeights, -1));
        try
        {
            return code.Graph();
        }
        catch (InvalidDataException error)
        {
            throw new BadDataException(files.PathOf(GraphColumns), null, $"{error.Message}.", error);
        }
    }

    private CsrMatrix<float> ReadValues()
    {
        long[] offsets = files.Array<long>(StoredOffsets, Record.Cells + 1);
        int entries = Entries(StoredOffsets, offsets);
        if (offsets[0] != 0 || Enumerable.Range(0, Record.Cells).Any(c => offsets[c + 1] < offsets[c])) throw new BadDataException(files.PathOf(StoredOffsets), null, "holds offsets that do not begin at 0, or decrease.");
        var values = new CsrMatrix<float>(Record.Cells, Record.StoredGenes, offsets, ColumnGaps.Columns(offsets, files.Counts(StoredGaps, entries)), files.Counts(StoredData, entries));
        try
        {
            values.Validate();
            return values;
        }
        catch (InvalidOperationException error)
        {
            throw new BadDataException(files.PathOf(StoredGaps), null, error.Message, error);
        }
    }

    private int Entries(string name, long[] offsets) =>
        offsets[^1] is >= 0 and <= int.MaxValue ? (int)offsets[^1] : throw new BadDataException(files.PathOf(name), null, $"promises {offsets[^1]} entries, expected at most {int.MaxValue}.");

    private int[] Below(string name, int[] values, int end) =>
        Array.Exists(values, v => v < 0 || v >= end) ? throw new BadDataException(files.PathOf(name), null, $"holds {values.First(v => v < 0 || v >= end)}, expected numbers from 0 to {end - 1}.") : values;
}
