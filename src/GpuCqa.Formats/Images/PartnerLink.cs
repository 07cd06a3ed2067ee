namespace GpuCqa.Formats.Images;

/// <summary>How objects of another kind belong to cells.</summary>
/// <param name="CellColumn">Column of the cells that is looked up, or -1 for their own numbers.</param>
/// <param name="PartnerColumn">Column of the other objects that it is looked up in, or -1 for their own numbers.</param>
/// <param name="IsParent">Whether the column of the other objects names a cell, so that one that does not exist is a mistake.</param>
/// <param name="ByNumberAlone">Whether neither names the other, so that equal numbers are taken as one cell.</param>
internal readonly record struct PartnerLink(int CellColumn, int PartnerColumn, bool IsParent, bool ByNumberAlone)
{
    /// <summary>By the parents that CellProfiler writes: of the other object (Cytoplasm: Parent_Cells), of the cell (Cells: Parent_Nuclei), one that both have; else by equal numbers.</summary>
    public static PartnerLink Of(ObjectLayout cells, ObjectLayout partner)
    {
        string cell = cells.Table.Item!, other = partner.Table.Item!;
        if (partner.ParentColumn(cell) is var up and >= 0) return new(-1, up, true, false);
        if (cells.ParentColumn(other) is var down and >= 0) return new(down, -1, false, false);
        if (cells.Parents.FirstOrDefault(p => partner.ParentColumn(p) >= 0) is { } common) return new(cells.ParentColumn(common), partner.ParentColumn(common), false, false);
        return new(-1, -1, false, true);
    }
}
