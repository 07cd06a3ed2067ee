using System.Buffers.Binary;
using System.Text;

namespace GpuCqa.Reporting.Rasters;

/// <summary>Outlines of a TrueType font (tables cmap, glyf, loca, hmtx), as the font of the .png figures needs them.</summary>
/// <remarks>Quadratic outlines, cmap formats 4 and 12, composites by offset. A character that the font lacks has the outline of glyph 0, a hollow box.</remarks>
internal sealed class OutlineFont
{
    private readonly byte[] data;
    private readonly Dictionary<string, int> tables = [];
    private readonly Dictionary<int, int> glyphs = [];
    private readonly bool longOffsets;
    private readonly int metrics;

    public OutlineFont(byte[] data)
    {
        this.data = data;
        int count = U16(4);
        for (int i = 0; i < count; i++) tables[Encoding.ASCII.GetString(data, 12 + (16 * i), 4)] = (int)U32(12 + (16 * i) + 8);
        UnitsPerEm = U16(tables["head"] + 18);
        longOffsets = U16(tables["head"] + 50) == 1;
        metrics = U16(tables["hhea"] + 34);
        ReadCharacters();
    }

    public int UnitsPerEm { get; }

    public bool Has(Rune rune) => glyphs.ContainsKey(rune.Value);

    public int Glyph(Rune rune) => glyphs.GetValueOrDefault(rune.Value);

    /// <summary>How far a glyph moves on, in units.</summary>
    public int Advance(int glyph) => U16(tables["hmtx"] + (4 * Math.Min(glyph, metrics - 1)));

    /// <summary>Closed contours of a glyph as points on and off the curve, in units, y upwards.</summary>
    public IEnumerable<(double X, double Y, bool On)[]> Contours(int glyph)
    {
        int loca = tables["loca"], glyf = tables["glyf"];
        long from = longOffsets ? U32(loca + (4 * glyph)) : 2 * U16(loca + (2 * glyph)), to = longOffsets ? U32(loca + (4 * glyph) + 4) : 2 * U16(loca + (2 * glyph) + 2);
        if (to <= from) return [];
        int at = glyf + (int)from;
        return S16(at) >= 0 ? Simple(at) : Composite(at);
    }

    private List<(double X, double Y, bool On)[]> Simple(int at)
    {
        int contours = S16(at);
        int[] ends = [.. Enumerable.Range(0, contours).Select(i => U16(at + 10 + (2 * i)))];
        int points = contours == 0 ? 0 : ends[^1] + 1, p = at + 10 + (2 * contours);
        p += 2 + U16(p);
        byte[] flags = new byte[points];
        for (int i = 0; i < points;)
        {
            byte flag = data[p++];
            int repeat = (flag & 8) != 0 ? data[p++] : 0;
            for (int r = 0; r <= repeat; r++) flags[i++] = flag;
        }

        int[] x = Coordinates(flags, 2, 16, ref p), y = Coordinates(flags, 4, 32, ref p);
        var all = new List<(double, double, bool)[]>();
        int first = 0;
        foreach (int end in ends)
        {
            all.Add([.. Enumerable.Range(first, end - first + 1).Select(i => ((double)x[i], (double)y[i], (flags[i] & 1) != 0))]);
            first = end + 1;
        }

        return all;
    }

    // A coordinate is a byte with its sign in the flags, a word, or the same as before.
    private int[] Coordinates(byte[] flags, int isByte, int same, ref int p)
    {
        int[] values = new int[flags.Length];
        int value = 0;
        for (int i = 0; i < flags.Length; i++)
        {
            if ((flags[i] & isByte) != 0)
            {
                value += (flags[i] & same) != 0 ? data[p] : -data[p];
                p++;
            }
            else if ((flags[i] & same) == 0)
            {
                value += S16(p);
                p += 2;
            }

            values[i] = value;
        }

        return values;
    }

    private List<(double X, double Y, bool On)[]> Composite(int at)
    {
        var all = new List<(double, double, bool)[]>();
        int p = at + 10, flags;
        do
        {
            flags = U16(p);
            int part = U16(p + 2);
            bool words = (flags & 1) != 0;
            int dx = words ? S16(p + 4) : (sbyte)data[p + 4], dy = words ? S16(p + 6) : (sbyte)data[p + 5];
            p += words ? 8 : 6;
            p += (flags & 8) != 0 ? 2 : (flags & 0x40) != 0 ? 4 : (flags & 0x80) != 0 ? 8 : 0;
            foreach ((double X, double Y, bool On)[] contour in Contours(part)) all.Add([.. contour.Select(c => (c.X + dx, c.Y + dy, c.On))]);
        }
        while ((flags & 0x20) != 0);
        return all;
    }

    private void ReadCharacters()
    {
        int cmap = tables["cmap"], count = U16(cmap + 2);
        for (int i = 0; i < count; i++)
        {
            int at = cmap + (int)U32(cmap + 4 + (8 * i) + 4);
            if (U16(at) == 4) ReadSegments(at);
            else if (U16(at) == 12) ReadGroups(at);
        }
    }

    private void ReadSegments(int at)
    {
        int segments = U16(at + 6) / 2, ends = at + 14, starts = ends + (2 * segments) + 2, deltas = starts + (2 * segments), offsets = deltas + (2 * segments);
        for (int s = 0; s < segments; s++)
        {
            int start = U16(starts + (2 * s)), end = U16(ends + (2 * s)), offset = U16(offsets + (2 * s));
            for (int c = start; c <= end && c < 0xFFFF; c++)
            {
                int glyph = offset == 0 ? c : U16(offsets + (2 * s) + offset + (2 * (c - start)));
                if (offset == 0 || glyph != 0) glyph = (glyph + U16(deltas + (2 * s))) & 0xFFFF;
                if (glyph != 0) glyphs[c] = glyph;
            }
        }
    }

    private void ReadGroups(int at)
    {
        long groups = U32(at + 12);
        for (int g = 0; g < groups; g++)
        {
            int p = at + 16 + (12 * g);
            for (long c = U32(p); c <= U32(p + 4); c++) glyphs[(int)c] = (int)(U32(p + 8) + (c - U32(p)));
        }
    }

    private int U16(int at) => BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(at));

    private int S16(int at) => BinaryPrimitives.ReadInt16BigEndian(data.AsSpan(at));

    private uint U32(int at) => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(at));
}
