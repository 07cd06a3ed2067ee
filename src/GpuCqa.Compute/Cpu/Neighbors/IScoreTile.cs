namespace GpuCqa.Compute.Neighbors;

/// <summary>Scores a few queries against a few references in registers and tells which scores pass their thresholds.</summary>
internal unsafe interface IScoreTile
{
    /// <summary>Queries in a tile.</summary>
    static abstract int Rows { get; }

    /// <summary>References in a tile: <see cref="Vectors"/> registers.</summary>
    static abstract int Columns { get; }

    /// <summary>Registers across a tile.</summary>
    static abstract int Vectors { get; }

    /// <summary>The selection of the same width.</summary>
    static abstract CandidateSelection Selection { get; }

    /// <summary>Scores s = dot - half squared norm of the reference; the largest score is the nearest reference.</summary>
    /// <param name="queries">Panel: depth x Rows.</param>
    /// <param name="references">Panel: depth x Columns.</param>
    /// <param name="depth">Dimensions.</param>
    /// <param name="bias">Columns values: minus half the squared norm of each reference.</param>
    /// <param name="rowThresholds">Rows values: a query keeps a reference whose score is above.</param>
    /// <param name="rowHalfNorms">Rows values: half the squared norm of each query.</param>
    /// <param name="columnThresholds">Columns values: a reference, taken as a query, keeps a row with s - rowHalfNorm above; null = not asked.</param>
    /// <param name="tile">Receives the Rows x Columns scores when something passes.</param>
    /// <returns>Bit r: row r has a hit. Bit 16 + v: register v of the columns has a hit. 0: nothing was written.</returns>
    static abstract uint Run(float* queries, float* references, int depth, float* bias, float* rowThresholds, float* rowHalfNorms, float* columnThresholds, float* tile);

    /// <summary>Bit i: element i of register v of a row is above the threshold.</summary>
    static abstract uint RowMask(float* tileVector, float threshold);

    /// <summary>Bit i: element i of a tile register minus the half norm is above that column's threshold.</summary>
    static abstract uint ColumnMask(float* tileVector, float rowHalfNorm, float* columnThresholds);

    /// <summary>Appends the masked scores of a register and their bounds to a list of candidates, which has room for a whole register.</summary>
    /// <param name="tileVector">Register of a row.</param>
    /// <param name="mask">What <see cref="RowMask"/> gave for the threshold.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="first">Reference of the first score.</param>
    /// <param name="margin">Half the distance of the bounds.</param>
    /// <param name="lower">Receives the lower bounds.</param>
    /// <param name="upper">Receives the upper bounds.</param>
    /// <param name="indices">Receives the references.</param>
    static abstract void Append(float* tileVector, uint mask, float threshold, int first, float margin, float* lower, float* upper, int* indices);
}
