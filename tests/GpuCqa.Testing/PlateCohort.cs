using System.Globalization;
using System.Text;
using GpuCqa.Core.Randomness;

namespace GpuCqa.Testing;

/// <summary>Six train lots on two plates and two test lots on a third, in CellProfiler's own tables: a state whose share goes with vegf, a control well a plate, and a camera of its own for each plate.</summary>
public sealed class PlateCohort : IDisposable
{
    private const int Cells = 60, Controls = 50, Own = 5;

    private static readonly string[] OfCells = ["AreaShape_Area", "AreaShape_FormFactor", "Intensity_MeanIntensity_ER", "Texture_Contrast_ER_3_00", "Intensity_MaxIntensity_ER"];
    private static readonly string[] OfNuclei = ["AreaShape_Area", "AreaShape_Eccentricity", "Intensity_MeanIntensity_DNA", "Texture_Variance_DNA_3_00", "AreaShape_EulerNumber"];

    private readonly TemporaryFolder folder = new();

    /// <param name="cameras">Whether plates have gains and offsets of their own.</param>
    public PlateCohort(bool cameras)
    {
        var sheet = new StringBuilder("lot,path,role,vegf\n");
        for (int plate = 0; plate < 3; plate++)
        {
            Write(plate, cameras);
            for (int l = 3 * plate; l < Math.Min(8, 3 * (plate + 1)); l++) sheet.Append(CultureInfo.InvariantCulture, $"L{l},plate{plate},{(plate < 2 ? "train" : "test")},{100 + (10 * l)}\n");
        }

        File.WriteAllText(Sheet, sheet.ToString());
    }

    public string Sheet => folder.File("cohort.csv");

    /// <summary>A file or folder beside the sheet.</summary>
    public string At(string name) => folder.File(name);

    public void Dispose() => folder.Dispose();

    /// <summary>Share of the state in a lot.</summary>
    public static double Share(int lot) => 0.1 + (0.1 * lot);

    private void Write(int plate, bool cameras)
    {
        string at = folder.File($"plate{plate}");
        Directory.CreateDirectory(at);
        var images = new StringBuilder("ImageNumber,Metadata_Plate,Metadata_Well,Metadata_Lot\n");
        StringBuilder cells = new($"ImageNumber,ObjectNumber,{string.Join(',', OfCells)},Location_Center_X,Parent_Nuclei\n"), nuclei = new($"ImageNumber,ObjectNumber,{string.Join(',', OfNuclei)}\n");
        int image = 0;
        foreach (int lot in (int[])[-1, .. Enumerable.Range(3 * plate, plate == 2 ? 2 : 3)])
        {
            images.Append(CultureInfo.InvariantCulture, $"{++image},Plate{plate},A0{image},{(lot < 0 ? "control" : $"L{lot}")}\n");
            for (int c = 0; c < (lot < 0 ? Controls : Cells); c++)
            {
                var random = new Philox(17, RandomPurpose.Test, (ulong)((1000 * (lot + 1)) + c));
                bool state = lot >= 0 && c < Share(lot) * Cells;
                double[] values = [.. Enumerable.Range(0, 2 * Own).Select(f => 10 + random.NextDouble() + random.NextDouble() + (state && f % 2 == 1 ? 3 : 0))];
                // The maximum says what the mean says, and a hole is where nothing could be measured.
                values[4] = 2 * values[2];
                values[9] = 1;
                for (int f = 0; f < values.Length && cameras; f++) values[f] = (values[f] * (1 + plate + (0.5 * f))) + (plate * f);
                string Text(int f) => c == 7 && f == 3 ? "nan" : values[f].ToString("R", CultureInfo.InvariantCulture);
                cells.Append(CultureInfo.InvariantCulture, $"{image},{c + 1},{string.Join(',', Enumerable.Range(0, Own).Select(Text))},{c},{c + 1}\n");
                nuclei.Append(CultureInfo.InvariantCulture, $"{image},{c + 1},{string.Join(',', Enumerable.Range(Own, Own).Select(Text))}\n");
            }
        }

        File.WriteAllText(Path.Combine(at, "Image.csv"), images.ToString());
        File.WriteAllText(Path.Combine(at, "Cells.csv"), cells.ToString());
        File.WriteAllText(Path.Combine(at, "Nuclei.csv"), nuclei.ToString());
    }
}
