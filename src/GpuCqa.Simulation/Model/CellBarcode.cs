namespace GpuCqa.Simulation;

/// <summary>Names of cells as sequencers give them: 16 bases and the suffix -1.</summary>
internal static class CellBarcode
{
    private const string Bases = "ACGT";

    /// <summary>The barcode of a cell; different for every cell of a lot, as each step can be undone.</summary>
    public static string Of(int lot, int cell)
    {
        uint word = unchecked(((uint)cell ^ ((uint)lot * 0x9E3779B9u)) + 0x7F4A7C15u);
        // The finalizer of MurmurHash3 (Appleby, public domain), a bijection of 32 bits.
        word = unchecked((word ^ (word >> 16)) * 0x85EBCA6Bu);
        word = unchecked((word ^ (word >> 13)) * 0xC2B2AE35u);
        word ^= word >> 16;
        return string.Create(18, word, static (text, bits) =>
        {
            for (int i = 0; i < 16; i++, bits >>= 2) text[i] = Bases[(int)(bits & 3)];
            text[16] = '-';
            text[17] = '1';
        });
    }
}
