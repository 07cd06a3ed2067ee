using System.Globalization;

namespace GpuCqa.Simulation;

/// <summary>Symbols that simulated genes carry, so that reports and gene sets read like those of real data; their ids say that they are simulated.</summary>
internal static class GeneNames
{
    public static readonly string[] Mitochondrial = ["MT-ND1", "MT-ND2", "MT-CO1", "MT-CO2", "MT-ATP8", "MT-ATP6", "MT-CO3", "MT-ND3", "MT-ND4L", "MT-ND4", "MT-ND5", "MT-ND6", "MT-CYB"];

    public static readonly string[] Oxphos = Split("""
        NDUFA1 NDUFA2 NDUFA3 NDUFA4 NDUFA5 NDUFA6 NDUFA7 NDUFA8 NDUFA9 NDUFA10 NDUFA11 NDUFA12 NDUFA13 NDUFB1 NDUFB2 NDUFB3 NDUFB4 NDUFB5 NDUFB6
        NDUFB7 NDUFB8 NDUFB9 NDUFB10 NDUFB11 NDUFC1 NDUFC2 NDUFS1 NDUFS2 NDUFS3 NDUFS4 NDUFS5 NDUFS6 NDUFS7 NDUFS8 NDUFV1 NDUFV2 NDUFV3 SDHA SDHB
        SDHC SDHD UQCRB UQCRC1 UQCRC2 UQCRFS1 UQCRH UQCRQ UQCR10 UQCR11 CYC1 COX4I1 COX5A COX5B COX6A1 COX6B1 COX6C COX7A2 COX7B COX7C COX8A
        ATP5F1A ATP5F1B ATP5F1C ATP5F1D ATP5F1E ATP5MC1 ATP5MC2 ATP5MC3 ATP5ME ATP5MF ATP5MG ATP5PB ATP5PD ATP5PF ATP5PO
        """);

    public static readonly string[] ExtracellularMatrix = Split("""
        COL1A1 COL1A2 COL3A1 COL4A1 COL4A2 COL5A1 COL5A2 COL5A3 COL6A1 COL6A2 COL6A3 COL7A1 COL8A1 COL11A1 COL12A1 COL14A1 COL15A1 COL16A1 COL18A1
        FN1 FBN1 FBN2 FBLN1 FBLN2 FBLN5 ELN EMILIN1 LAMA2 LAMA4 LAMB1 LAMC1 NID1 NID2 HSPG2 VCAN DCN LUM BGN FMOD PRELP TNC TNXB THBS1 THBS2
        SPARC SPARCL1 POSTN TGFBI MFAP2 MFAP4 MFAP5 LOX LOXL1 LOXL2 PCOLCE P4HA1 P4HA2 MMP2 MMP14 TIMP1 TIMP2 TIMP3 CCN1 CCN2 ECM1 MGP OGN ASPN
        """);

    public static readonly string[] Interferon = Split("""
        ISG15 IFI6 IFI27 IFI35 IFI44 IFI44L IFIH1 IFIT1 IFIT2 IFIT3 IFIT5 IFITM1 IFITM2 IFITM3 MX1 MX2 OAS1 OAS2 OAS3 OASL STAT1 STAT2 IRF1 IRF7
        IRF9 RSAD2 XAF1 USP18 HERC5 HERC6 DDX58 DDX60 SAMD9 SAMD9L EPSTI1 PARP9 PARP14 BST2 TRIM22 LGALS3BP
        """);

    public static readonly string[] CellCycle = Split("""
        MKI67 TOP2A CCNA2 CCNB1 CCNB2 CDK1 CDC20 BUB1 BUB1B BIRC5 AURKA AURKB PLK1 TPX2 UBE2C CENPE CENPF CENPA KIF11 KIF20A KIF23 NUSAP1 HMGB2
        TYMS PCNA MCM2 MCM3 MCM4 MCM5 MCM6 MCM7 RRM1 RRM2 TK1 GINS2 CDC6 CDT1 E2F1 UHRF1 HJURP
        """);

    public static readonly string[] Pluripotency = Split("""
        LIN28A LIN28B POU5F1 NANOG SOX2 DPPA2 DPPA3 DPPA4 DPPA5 TDGF1 DNMT3B L1TD1 ZFP42 UTF1 GDF3 LEFTY1 LEFTY2 NODAL PRDM14 TERT ESRG TRIM71 SALL4
        FGF4 FOXD3 CLDN6 VRTN ESRP1 ZSCAN10 LINC00678
        """);

    private static readonly HashSet<string> Reserved = new([.. Mitochondrial, .. Oxphos, .. ExtracellularMatrix, .. Interferon, .. CellCycle, .. Pluripotency], StringComparer.Ordinal);

    /// <summary>Whether another gene carries the symbol, or a number could make one carry it.</summary>
    public static bool IsReserved(string symbol) => Reserved.Contains(symbol) || symbol.StartsWith("GENE", StringComparison.Ordinal);

    /// <summary>Symbol of a gene without one of its own.</summary>
    public static string Generic(int column) => "GENE" + (column + 1).ToString("D5", CultureInfo.InvariantCulture);

    /// <summary>Id of a column.</summary>
    public static string Id(int column) => "ENSGSIM" + (column + 1).ToString("D11", CultureInfo.InvariantCulture);

    private static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
