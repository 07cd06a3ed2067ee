using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GpuCqa.Pipelines.Scoring;
using GpuCqa.Simulation;

namespace GpuCqa.Pipelines.Simulations;

/// <summary>From what a simulated cohort was made, and what a discovery on it should find. No time or machine in it: the same seed, the same bytes.</summary>
/// <param name="EngineVersion">Version of the program.</param>
/// <param name="Preset">Name of the preset, or "custom".</param>
/// <param name="Seed">Seed of every stream.</param>
/// <param name="Cells">Cells of all lots.</param>
/// <param name="CqaState">The hidden state.</param>
/// <param name="KeyMarker">Id of the key marker gene.</param>
/// <param name="Expected">Per readout, what the truth shows.</param>
/// <param name="Parameters">Every parameter.</param>
internal sealed record SimulationManifest(
    string EngineVersion, string Preset, ulong Seed, long Cells, int CqaState, string KeyMarker, IReadOnlyList<SimulationExpectation> Expected, SimulationParameters Parameters)
{
    private static readonly JsonSerializerOptions Options = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The manifest of a cohort.</summary>
    public static SimulationManifest Of(SimulatedCohort cohort)
    {
        string version = typeof(SimulationManifest).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        SimulationExpectation[] expected = cohort.Parameters.Readouts.Select(r =>
        {
            OracleAssociation oracle = OracleAssociation.Of(cohort, r.Name);
            return new SimulationExpectation(r.Name, r.MeasuredCorrelation, oracle.CqaRho, oracle.Rank);
        }).ToArray();
        return new SimulationManifest(
            version, cohort.Preset, cohort.Seed, cohort.CellCount, cohort.Parameters.CqaState, cohort.Genes.Features.Ids[cohort.Genes.KeyMarker], expected, cohort.Parameters);
    }

    /// <summary>Writes it as JSON.</summary>
    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(this, Options) + "\n");
}
