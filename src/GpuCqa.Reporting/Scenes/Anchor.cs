namespace GpuCqa.Reporting.Scenes;

/// <summary>Which end of a text lies at its place.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}
