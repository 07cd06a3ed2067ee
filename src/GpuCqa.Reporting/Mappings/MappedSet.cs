using GpuCqa.Reporting.Texts;

namespace GpuCqa.Reporting.Mappings;

/// <summary>Lots that are shown together: the train lots, or a set of mapped ones.</summary>
/// <param name="Name">What the set is called.</param>
/// <param name="Color">Its colour in every picture.</param>
/// <param name="Lots">Indices of its lots, by increasing readout of the first claim; among the train lots or among the mapped ones.</param>
internal sealed record MappedSet(Said Name, string Color, int[] Lots);
