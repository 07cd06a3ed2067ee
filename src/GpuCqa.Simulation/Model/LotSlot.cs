namespace GpuCqa.Simulation;

/// <summary>A lot's place in the design of a cohort.</summary>
/// <param name="Index">Position in the cohort.</param>
/// <param name="Group">Its group.</param>
/// <param name="Tissue">Index of its tissue.</param>
/// <param name="Donor">Number of its donor: the first lot that the donor gave.</param>
/// <param name="Batch">Number of the batch it shares with other lots; null = none.</param>
internal readonly record struct LotSlot(int Index, LotGroup Group, int Tissue, int Donor, int? Batch)
{
    /// <summary>The lots of all groups, in order.</summary>
    public static LotSlot[] Plan(SimulationParameters parameters)
    {
        var slots = new List<LotSlot>();
        var firsts = new List<int>();
        int batches = 0;
        foreach (LotGroup group in parameters.AllGroups)
        {
            int first = slots.Count;
            int tissue = group.Tissue is null ? 0 : parameters.Tissues.ToList().FindIndex(t => t.Name == group.Tissue);
            for (int i = 0; i < group.Lots; i++)
            {
                int donor = group.DonorsOf is { } g ? slots[firsts[g] + i].Donor : first + (i / group.LotsPerDonor * group.LotsPerDonor);
                int? batch = group.BatchesOf is { } b ? slots[firsts[b] + i].Batch : group.LotsPerBatch is { } size ? batches + (i / size) : null;
                slots.Add(new LotSlot(first + i, group, tissue, donor, batch));
            }

            if (group is { BatchesOf: null, LotsPerBatch: { } per }) batches += (group.Lots + per - 1) / per;
            firsts.Add(first);
        }

        return [.. slots];
    }
}
