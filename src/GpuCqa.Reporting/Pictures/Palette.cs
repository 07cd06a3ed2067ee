using System.Globalization;

namespace GpuCqa.Reporting.Pictures;

/// <summary>Colours that the colour-blind can tell apart: Okabe-Ito, extended by tones of the same hues; numbers on the pictures carry what colour cannot.</summary>
internal static class Palette
{
    /// <summary>Vermillion is kept for the cells of the finding, in every picture.</summary>
    public const string Focus = "#d55e00";

    /// <summary>The cells that a picture is not about.</summary>
    public const string Quiet = "#c9ced4";

    private static readonly int[] Base = [0x0072b2, 0xe69f00, 0x009e73, 0xcc79a7, 0x56b4e9, 0x4d4d4d, 0xe0d32e];

    // Positive: towards white; negative: towards black. Far steps first, so that neighbours in number differ.
    private static readonly double[] Tones = [0, -0.42, 0.5, -0.66, 0.74, -0.22];

    private static readonly int[] Cividis = [0x00204c, 0x213d6b, 0x555b6c, 0x7b7a77, 0xa59c74, 0xd3c064, 0xffe945];

    /// <summary>Distinct colours before they repeat.</summary>
    public static int Distinct => Base.Length * Tones.Length;

    /// <summary>Colour of the i-th category.</summary>
    public static string Category(int index)
    {
        index %= Distinct;
        return Hex(Tone(Base[index % Base.Length], Tones[index / Base.Length]));
    }

    /// <summary>Colours of the clusters of a partition; the focused one, if any, is vermillion and takes no category.</summary>
    public static string[] Clusters(int count, int focus)
    {
        var colors = new string[count];
        int next = 0;
        for (int k = 0; k < count; k++) colors[k] = k == focus ? Focus : Category(next++);
        return colors;
    }

    /// <summary>A position in [0, 1] on cividis, which runs evenly from dark to light for every kind of sight.</summary>
    public static string Sequence(double position)
    {
        double at = Math.Clamp(position, 0, 1) * (Cividis.Length - 1);
        int i = Math.Min((int)at, Cividis.Length - 2);
        double t = at - i;
        return Hex(Mix(Cividis[i], Cividis[i + 1], t));
    }

    /// <summary>A correlation of -1 to 1 on blue, grey, orange: the ends differ in hue for every kind of sight, the middle is pale.</summary>
    public static string Diverging(double rho)
    {
        double t = Math.Clamp(Math.Abs(rho), 0, 1);
        int end = rho < 0 ? 0x1f5fa8 : 0xc2570c;
        return Hex(Mix(0xd9dde1, end, t));
    }

    /// <summary>Black or white, whichever reads better on a colour.</summary>
    public static string Ink(string color) => Contrast(color, "#ffffff") >= Contrast(color, "#000000") ? "#ffffff" : "#000000";

    /// <summary>WCAG contrast ratio of two colours, 1 to 21.</summary>
    public static double Contrast(string a, string b)
    {
        double la = Luminance(a), lb = Luminance(b);
        return (Math.Max(la, lb) + 0.05) / (Math.Min(la, lb) + 0.05);
    }

    private static double Luminance(string color)
    {
        int rgb = int.Parse(color.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (0.2126 * Linear(rgb >> 16)) + (0.7152 * Linear((rgb >> 8) & 255)) + (0.0722 * Linear(rgb & 255));
    }

    private static double Linear(int channel)
    {
        double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);
    }

    private static int Tone(int color, double tone) => tone >= 0 ? Mix(color, 0xffffff, tone) : Mix(color, 0, -tone);

    private static int Mix(int a, int b, double t)
    {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8)
        {
            double channel = (((a >> shift) & 255) * (1 - t)) + (((b >> shift) & 255) * t);
            mixed |= (int)Math.Round(channel) << shift;
        }

        return mixed;
    }

    private static string Hex(int color) => "#" + color.ToString("x6", CultureInfo.InvariantCulture);
}
