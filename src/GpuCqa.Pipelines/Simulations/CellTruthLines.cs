using System.Globalization;
using System.Text;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Simulations;

/// <summary>Lines of the truth of cells: numbers in the shortest form that reads back to the same bits.</summary>
internal static class CellTruthLines
{
    /// <summary>The first line.</summary>
    public static byte[] Header { get; } = Encoding.ASCII.GetBytes("cell,lot,state,damaged,library,mito_share,second_state,ambient_share,marker_high,hazard\n");

    /// <summary>One line for each of some consecutive cells; <c>second_state</c> is empty where the droplet holds one cell.</summary>
    public static byte[] Of(SimulatedLot lot, int first, int count)
    {
        var text = new StringBuilder(count * 80);
        for (int c = first; c < first + count; c++)
        {
            CellTruth cell = lot.Cell(c);
            text.Append(CultureInfo.InvariantCulture, $"{lot.Barcode(c)},{lot.Name},{cell.State},{Flag(cell.Damaged)},{cell.Library:R},{cell.MitoShare:R},");
            if (cell.Doublet) text.Append(CultureInfo.InvariantCulture, $"{cell.SecondState}");
            text.Append(CultureInfo.InvariantCulture, $",{cell.AmbientShare:R},{Flag(cell.MarkerHigh)},{Flag(cell.Hazard)}\n");
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private static char Flag(bool value) => value ? '1' : '0';
}
