#!/usr/bin/env bash
# Makes the font that the .png figures are drawn with: Noto Sans CJK JP (SIL Open Font License 1.1, Debian's package fonts-noto-cjk),
# cut down to Latin, Greek, Cyrillic, signs, and all of JIS X 0208 (kana and 6,355 kanji). Needs apt-get and python with fonttools.
set -eu
target=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/src/GpuCqa.Reporting/Scenes/Font
python=${PYTHON:-/usr/bin/python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get -o APT::Sandbox::User=root download -qq fonts-noto-cjk=1:20220127+repack1-1
dpkg-deb -x fonts-noto-cjk_*.deb package
"$python" -c 'print(bytes(b for row in range(0xA1, 0xF5) for cell in range(0xA1, 0xFF) for b in (row, cell)).decode("euc_jp", "ignore"))' > texts
"$python" -m fontTools.subset package/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc --font-number=0 --text-file=texts \
  --unicodes=U+0020-007E,U+00A0-017F,U+0370-03FF,U+0400-045F,U+2010-2026,U+2030,U+2070-209C,U+2190-2193,U+2212,U+221A,U+221E,U+2248,U+2260,U+2264,U+2265,U+FF01-FF5E \
  --no-hinting --layout-features= --drop-tables+=GSUB,GPOS,GDEF,BASE,vhea,vmtx,VORG,STAT,gasp --name-IDs=0,1,2,13,14 --notdef-outline --output-file="$target/figure-font.otf"
{
  echo "Noto Sans CJK JP, cut down. © 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'."
  echo
  sed -n '/^ SIL OPEN FONT LICENSE/,/^ OTHER DEALINGS/p' package/usr/share/doc/fonts-noto-cjk/copyright | sed -e 's/^ \.$//' -e 's/^ //'
} > "$target/figure-font.LICENSE.txt"
ls -l "$target"
