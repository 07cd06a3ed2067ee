using GpuCqa.Core.Matrices;

namespace GpuCqa.Compute.Linear;

/// <summary>Blocked Householder reduction of a symmetric matrix to a tridiagonal one, A = Q T Q'.</summary>
/// <remarks>
/// Dongarra, Sorensen and Hammarling, J. Comput. Appl. Math. 27, 215 (1989): LAPACK's dsytrd. Within a panel of reflectors I - tau v v' the matrix stays as it was, and each
/// product A v is mended by what the panel's earlier reflectors would have changed; at its end A -= V W' + W V' by register tiles. Half of the 4/3 n^3 operations are in the
/// products, which read each element of the upper triangle once and are bounded by memory, the other half in the tiles. Rows are split into parts by the size alone and the
/// parts' sums are added in order, and each element of a tile is one chain, so the bits depend neither on threads nor on the vector width.
/// Reflector k lies in row k, from column k + 1 on; what is left of it in its panel is zero.
/// </remarks>
internal sealed unsafe class SymmetricReduction : IDisposable
{
    /// <summary>Reflectors of a panel; a multiple of eight, so that panels start on a cache line.</summary>
    private const int Panel = 32;

    /// <summary>Rows of a task of the tiles, a multiple of every tile.</summary>
    private const int TaskRows = 48;

    /// <summary>Rows of a part of a product, at the least.</summary>
    private const int PartRows = 96;

    private const int MostParts = 16;
    private readonly ComputeDevice device;
    private readonly DenseKernels kernels;
    private readonly int n;
    private readonly int width;
    private readonly long stride;
    private readonly AlignedBuffer<double> matrix;
    private readonly AlignedBuffer<double> updates;
    private readonly AlignedBuffer<double> parts;
    private readonly AlignedBuffer<double> left;
    private readonly AlignedBuffer<double> right;
    private readonly double[] tau;

    private SymmetricReduction(ComputeDevice device, DenseKernels kernels, DenseMatrix<double> symmetric)
    {
        (this.device, this.kernels, n) = (device, kernels, symmetric.Rows);
        width = Aligned(n);
        // Room for the last tile of a row; rows a multiple of a page apart would share the places of the first cache.
        stride = Aligned(n + kernels.Columns);
        if (stride % 64 == 0) stride += 8;
        matrix = new AlignedBuffer<double>((n + 8) * stride);
        updates = new AlignedBuffer<double>(Panel * stride);
        parts = new AlignedBuffer<double>((MostParts + 1) * stride);
        left = new AlignedBuffer<double>(2L * Panel * (n + TaskRows));
        right = new AlignedBuffer<double>(2L * Panel * (n + kernels.Columns));
        Diagonal = new double[n];
        OffDiagonal = new double[Math.Max(0, n - 1)];
        tau = new double[Math.Max(0, n - 1)];
        device.ForEach(n, r => symmetric.Row(r).CopyTo(new Span<double>(matrix.Pointer + (r * stride), n)));
    }

    /// <summary>Diagonal of T, n.</summary>
    public double[] Diagonal { get; }

    /// <summary>Couplings of T, n - 1.</summary>
    public double[] OffDiagonal { get; }

    /// <summary>Reduces a matrix, of which the upper triangle is read.</summary>
    public static SymmetricReduction Of(ComputeDevice device, DenseKernels kernels, DenseMatrix<double> symmetric)
    {
        var reduction = new SymmetricReduction(device, kernels, symmetric);
        reduction.Reduce();
        return reduction;
    }

    /// <summary>Turns vectors of T into those of A: each row x becomes Q x.</summary>
    /// <param name="rows">Vectors, each n long.</param>
    /// <param name="rowStride">Elements between the vectors.</param>
    /// <param name="count">Vectors.</param>
    public void TurnBack(double* rows, long rowStride, int count)
    {
        const int together = 4;
        device.ForEach((count + together - 1) / together, task =>
        {
            double* sums = stackalloc double[together];
            double* x = rows + (task * together * rowStride);
            int some = Math.Min(together, count - (task * together));
            for (int k = n - 2; k >= 0; k--)
            {
                if (tau[k] == 0) continue;
                double* v = Row(k) + k + 1;
                kernels.DotRows(x + k + 1, rowStride, some, v, sums, n - 1 - k);
                for (int r = 0; r < some; r++) sums[r] *= -tau[k];
                kernels.AddToRows(x + k + 1, rowStride, some, sums, v, n - 1 - k);
            }
        });
    }

    public void Dispose()
    {
        matrix.Dispose();
        updates.Dispose();
        parts.Dispose();
        left.Dispose();
        right.Dispose();
    }

    private static int Aligned(int count) => (count + 7) & ~7;

    private double* Row(int row) => matrix.Pointer + (row * stride);

    private void Reduce()
    {
        for (int first = 0; first < n - 1; first += Panel)
        {
            int next = Math.Min(first + Panel, n - 1);
            for (int k = first; k < next; k++)
            {
                Update(first, k);
                Reflect(first, k);
                Image(first, k);
            }

            if (next < n - 1) UpdateTrailing(first, next);
            else Update(first, next);
        }

        if (n > 0) Diagonal[n - 1] = Row(n - 1)[n - 1];
    }

    /// <summary>What the reflectors of the panel before it have changed in a row.</summary>
    private void Update(int first, int row)
    {
        int done = row - first, from = row & ~7;
        double* factors = stackalloc double[2 * Panel];
        for (int j = 0; j < done; j++)
        {
            factors[j] = -Row(first + j)[row];
            factors[Panel + j] = -updates.Pointer[(j * stride) + row];
        }

        kernels.AddRows(updates.Pointer + from, stride, done, factors, Row(row) + from, width - from);
        kernels.AddRows(Row(first) + from, stride, done, factors + Panel, Row(row) + from, width - from);
    }

    /// <summary>Replaces row k by the reflector that clears it beyond its first coupling.</summary>
    private void Reflect(int first, int k)
    {
        double* row = Row(k);
        Diagonal[k] = row[k];
        for (int c = first; c <= k; c++) row[c] = 0;
        double* v = row + k + 1;
        int m = n - 1 - k;
        double largest = 0;
        for (int i = 0; i < m; i++) largest = Math.Max(largest, Math.Abs(v[i]));
        if (largest == 0) return;
        // A power of two brings the largest near 1, so that no square overflows or is lost.
        int exponent = Math.ILogB(largest);
        for (int i = 0; i < m; i++) v[i] = Math.ScaleB(v[i], -exponent);
        double alpha = v[0], tail = kernels.Dot(v + 1, v + 1, m - 1);
        if (tail == 0)
        {
            OffDiagonal[k] = Math.ScaleB(alpha, exponent);
            new Span<double>(v, m).Clear();
            return;
        }

        double beta = -Math.CopySign(Math.Sqrt((alpha * alpha) + tail), alpha), inverse = 1 / (alpha - beta);
        tau[k] = (beta - alpha) / beta;
        OffDiagonal[k] = Math.ScaleB(beta, exponent);
        v[0] = 1;
        for (int i = 1; i < m; i++) v[i] *= inverse;
    }

    /// <summary>w = tau (A v - V W'v - W V'v), less its part along v: what row k of the panel takes from the matrix as A -= v w' + w v'.</summary>
    private void Image(int first, int k)
    {
        double* w = updates.Pointer + ((k - first) * stride), v = Row(k);
        int from = (k + 1) & ~7, count = width - from;
        new Span<double>(w + (first & ~7), width - (first & ~7)).Clear();
        if (tau[k] == 0) return;
        int rows = n - 1 - k, many = Math.Clamp(rows / PartRows, 1, MostParts);
        if (many == 1)
        {
            Correction(first, k, parts.Pointer);
            Product(k, v, 0, 1);
        }
        else
        {
            // The correction first: its place in the queue is that of the longest task.
            device.ForEach(many + 1, task =>
            {
                if (task == 0) Correction(first, k, parts.Pointer);
                else Product(k, v, task - 1, many);
            });
        }

        for (int p = 0; p <= many; p++)
        {
            int start = p == 0 ? from : Start(k + 1, p - 1, many) & ~7;
            kernels.AddScaled(1, parts.Pointer + (p * stride) + start, w + start, width - start);
        }

        double inner = tau[k] * kernels.Dot(w + from, v + from, count);
        // From alignment to the reflector's first place v is zero, and w is not wanted.
        for (int c = from; c <= k; c++) w[c] = 0;
        for (int c = k + 1; c < n; c++) w[c] *= tau[k];
        kernels.AddScaled(-0.5 * tau[k] * inner, v + from, w + from, count);
    }

    /// <summary>- V W'v - W V'v.</summary>
    private void Correction(int first, int k, double* to)
    {
        int done = k - first, from = (k + 1) & ~7, count = width - from;
        double* v = Row(k), sums = stackalloc double[2 * Panel];
        new Span<double>(to + from, count).Clear();
        kernels.DotRows(updates.Pointer + from, stride, done, v + from, sums, count);
        kernels.DotRows(Row(first) + from, stride, done, v + from, sums + Panel, count);
        for (int j = 0; j < 2 * Panel; j++) sums[j] = -sums[j];
        kernels.AddRows(Row(first) + from, stride, done, sums, to + from, count);
        kernels.AddRows(updates.Pointer + from, stride, done, sums + Panel, to + from, count);
    }

    /// <summary>First row of a part: parts have about the same number of elements above the diagonal.</summary>
    private int Start(int firstRow, int part, int many)
    {
        if (part == 0) return firstRow;
        if (part == many) return n;
        int rows = n - firstRow;
        return Math.Max(firstRow, (firstRow + (int)(rows * (1 - Math.Sqrt(1 - ((double)part / many))))) & ~7);
    }

    /// <summary>The share of A v of some rows of the upper triangle.</summary>
    private void Product(int k, double* v, int part, int many)
    {
        int first = Start(k + 1, part, many), last = Start(k + 1, part + 1, many);
        double* y = parts.Pointer + ((part + 1) * stride), sums = stackalloc double[4];
        new Span<double>(y + (first & ~7), width - (first & ~7)).Clear();
        for (int r = first; r < last;)
        {
            int group = r % 4 == 0 && r + 4 <= last ? 4 : 1, from = Aligned(r + group);
            // The diagonal and what comes before the next cache line.
            for (int i = r; i < r + group; i++)
            {
                double* a = Row(i);
                double sum = a[i] * v[i];
                for (int c = i + 1; c < Math.Min(from, n); c++)
                {
                    sum = double.MultiplyAddEstimate(a[c], v[c], sum);
                    y[c] = double.MultiplyAddEstimate(a[c], v[i], y[c]);
                }

                y[i] += sum;
            }

            if (from < width)
            {
                double* a = Row(r) + from;
                if (group == 4)
                {
                    kernels.FourRowsBothWays(a, stride, v + from, sums, v + r, y + from, width - from);
                }
                else
                {
                    sums[0] = kernels.Dot(a, v + from, width - from);
                    kernels.AddScaled(v[r], a, y + from, width - from);
                }

                for (int i = 0; i < group; i++) y[r + i] += sums[i];
            }

            r += group;
        }
    }

    /// <summary>A -= V W' + W V' in the upper triangle from a row on.</summary>
    private void UpdateTrailing(int first, int start)
    {
        int size = n - start, tileRows = kernels.Rows, tileColumns = kernels.Columns, reflectors = start - first, depth = 2 * reflectors;
        int columnPanels = (size + tileColumns - 1) / tileColumns;
        device.ForEach(columnPanels, p => Pack(first, reflectors, start + (p * tileColumns), tileColumns, right.Pointer + ((long)p * tileColumns * depth), -1));
        device.ForEach((size + TaskRows - 1) / TaskRows, task =>
        {
            int end = Math.Min(size, (task + 1) * TaskRows);
            for (int row = task * TaskRows; row < end; row += tileRows)
            {
                double* a = left.Pointer + ((long)row * depth);
                Pack(first, reflectors, start + row, tileRows, a, 1);
                for (int p = row / tileColumns; p < columnPanels; p++)
                    kernels.Tile(a, right.Pointer + ((long)p * tileColumns * depth), depth, Row(start + row) + start + (p * tileColumns), stride, true);
            }
        });
    }

    /// <summary>Columns of (V, W), or of (-W, -V), one after another for the tiles.</summary>
    private void Pack(int first, int reflectors, int column, int columns, double* to, int sign)
    {
        for (int half = 0; half < 2; half++)
        {
            bool ofPanel = (half == 0) == (sign > 0);
            for (int j = 0; j < reflectors; j++)
            {
                double* from = (ofPanel ? Row(first + j) : updates.Pointer + (j * stride)) + column;
                for (int c = 0; c < columns; c++) *to++ = sign * from[c];
            }
        }
    }
}
