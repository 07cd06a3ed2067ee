#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "SkiaSharp 4.155.0 with SkiaSharp.NativeAssets.Linux.NoDependencies 4.155.0 (NuGet)"
say expected "DrawText with the default font, or one asked for by family, draws its text, or says that there is no font"
say seen "on Linux it draws nothing and says nothing: text is measured as 0 wide, FromFamilyName gives an empty typeface, not null, even where the system has fonts"
dotnet_app SkiaSharp=4.155.0 SkiaSharp.NativeAssets.Linux.NoDependencies=4.155.0 <<'CS'
using SkiaSharp;

using var byName = SKTypeface.FromFamilyName("sans-serif");
(int Dark, float Width) standard = Draw(SKTypeface.Default), named = Draw(byName);
Console.WriteLine($"default typeface: {SKTypeface.Default.GlyphCount} glyphs, {standard.Dark} dark pixels, measured {standard.Width} wide");
Console.WriteLine($"typeface of family sans-serif: {(byName is null ? "null" : $"{byName.GlyphCount} glyphs")}, {named.Dark} dark pixels, measured {named.Width} wide");
if (standard == (0, 0f) && named == (0, 0f) && byName is { GlyphCount: 0 }) return 0;
Console.WriteLine("changed: text is drawn, or its absence is said");
return 1;

static (int Dark, float Width) Draw(SKTypeface? typeface)
{
    using var bitmap = new SKBitmap(200, 60);
    using var canvas = new SKCanvas(bitmap);
    using var font = new SKFont(typeface, 40);
    using var paint = new SKPaint { Color = SKColors.Black };
    canvas.Clear(SKColors.White);
    canvas.DrawText("Lot 7", 5, 45, SKTextAlign.Left, font, paint);
    canvas.Flush();
    return (bitmap.Pixels.Count(pixel => pixel.Red < 128), font.MeasureText("Lot 7"));
}
CS
outcome "$code"
