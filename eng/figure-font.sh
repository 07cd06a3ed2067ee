#!/usr/bin/env bash
# Makes the font that the .png figures are drawn with: Noto Sans JP (SIL Open Font License 1.1, npm package @fontsource/noto-sans-jp),
# cut down to Latin, Greek, signs, kana, and the kanji of the report's own texts and of common words in names of lots.
# Needs npm, and python with fonttools. Run it after adding Japanese words to a figure; a test says when it is needed.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$work" && npm init -y >/dev/null 2>&1 && npm install --silent --no-audit --no-fund --ignore-scripts @fontsource/noto-sans-jp@5.3.0 >/dev/null 2>&1)
package=$work/node_modules/@fontsource/noto-sans-jp
cat "$root"/src/GpuCqa.Reporting/Pictures/*.cs "$root"/src/GpuCqa.Reporting/Maps/*.cs "$root"/src/GpuCqa.Reporting/Sections/*.cs > "$work/texts"
printf '培地変更後前期間葉系幹細胞骨髄脂肪臍帯血製造工程組織株番号改良凍結解凍継代数年月日回目試験対照群正常異常患者提供者施設' >> "$work/texts"
"$python" -m fontTools.subset "$package/files/noto-sans-jp-japanese-400-normal.woff" \
  --text-file="$work/texts" --unicodes=U+0020-007E,U+00A0-00FF,U+0391-03C9,U+2010-2026,U+2190-2193,U+2212,U+2248,U+2260,U+2264,U+2265,U+3000-30FF,U+FF01-FF5E \
  --no-hinting --desubroutinize --layout-features= --drop-tables+=GSUB,GPOS,GDEF,BASE,vhea,vmtx,STAT,gasp,prep --name-IDs=0,1,2,13,14 --notdef-outline \
  --output-file="$root/src/GpuCqa.Reporting/Rasters/Font/figure-font.ttf"
cp "$package/LICENSE" "$root/src/GpuCqa.Reporting/Rasters/Font/figure-font.LICENSE.txt"
ls -l "$root/src/GpuCqa.Reporting/Rasters/Font"
