using GpuCqa.Core.Cohorts;

namespace GpuCqa.Analysis.Images;

/// <summary>What one reading of all files gathers.</summary>
internal sealed class PlateCells(int features, int lots, int area, int most)
{
    private readonly Dictionary<string, int> index = new(StringComparer.Ordinal);

    /// <summary>Plates in the order of their first cells.</summary>
    public List<Plate> Plates { get; } = [];

    /// <summary>Cells of lots, raw values in the order of the shared features, then the index of the plate.</summary>
    public CellSample OfLots { get; } = new(2 * most);

    /// <summary>Per feature: cells of lots without a finite value.</summary>
    public long[] Missing { get; } = new long[features];

    /// <summary>Per feature: those of them that are infinite.</summary>
    public long[] Infinite { get; } = new long[features];

    /// <summary>Per lot: areas of its cells.</summary>
    public List<float>[] Areas { get; } = [.. Enumerable.Range(0, lots).Select(_ => new List<float>())];

    /// <summary>Takes a cell up.</summary>
    /// <param name="row">Raw values in the order of the shared features.</param>
    /// <param name="place">Where it is.</param>
    /// <param name="lot">Its lot, or -1 where it is of none that is used.</param>
    public void Add(float[] row, PlatePlace place, int lot)
    {
        if (lot < 0 && !place.Control) return;
        if (!index.TryGetValue(place.Plate, out int at))
        {
            index.Add(place.Plate, at = Plates.Count);
            Plates.Add(new Plate(place.Plate, 2 * most));
        }

        Plate plate = Plates[at];
        plate.AllControls &= place.Control;
        if (place.Control) plate.Controls.Add(row);
        if (lot < 0) return;
        plate.Cells++;
        plate.Lots.Add(lot);
        if (place.Control) plate.ControlLots.Add(lot);
        if (area >= 0) Areas[lot].Add(row[area]);
        for (int f = 0; f < row.Length; f++)
        {
            if (float.IsFinite(row[f])) continue;
            Missing[f]++;
            if (float.IsInfinity(row[f])) Infinite[f]++;
        }

        OfLots.Add([.. row, at]);
    }
}
