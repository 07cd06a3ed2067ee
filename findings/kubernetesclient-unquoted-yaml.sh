#!/bin/sh
set -eu
. "$(dirname "$0")/common.sh"
say package "KubernetesClient 21.0.8 (NuGet), read back by js-yaml 5.5.0 (npm, YAML 1.2)"
say expected "KubernetesYaml.Serialize quotes a string that YAML reads as a number, as it does with \"007\", \"1e3\" and \"true\": the values of a ConfigMap are strings"
say seen "0x1F, 0o17, +1 and .inf are written without quotes and come back as numbers, which the API's schema of string values does not take"
command -v npm >/dev/null || unable "no npm here"
dotnet_app KubernetesClient=21.0.8 <<'CS'
using k8s;
using k8s.Models;

var map = new V1ConfigMap
{
    ApiVersion = "v1",
    Kind = "ConfigMap",
    Metadata = new V1ObjectMeta { Name = "lots" },
    Data = new Dictionary<string, string> { ["hex"] = "0x1F", ["octal"] = "0o17", ["sign"] = "+1", ["infinity"] = ".inf", ["zeros"] = "007", ["exponent"] = "1e3", ["word"] = "true" },
};
Console.WriteLine(KubernetesYaml.Serialize(map));
return 0;
CS
[ "$code" = 0 ] || outcome 2
mkdir "$work/js"
cp "$work/output" "$work/js/map.yaml"
cd "$work/js"
cat > read.mjs <<'JS'
import { load } from 'js-yaml';
import { readFileSync } from 'node:fs';
const recorded = { hex: 'number', octal: 'number', sign: 'number', infinity: 'number', zeros: 'string', exponent: 'string', word: 'string' };
const data = load(readFileSync('map.yaml', 'utf8')).data;
let changed = 0;
for (const key of Object.keys(recorded)) {
  console.log(`read back: ${key} is a ${typeof data[key]}, ${data[key]}`);
  if (typeof data[key] === recorded[key]) continue;
  console.log(`changed: ${key} was a ${recorded[key]}`);
  changed = 1;
}
process.exit(changed);
JS
npm install --silent --no-audit --no-fund --ignore-scripts --cache "$work/npm" js-yaml@5.5.0 > "$work/npm.log" 2>&1 || { cat "$work/npm.log" >&2; unable "js-yaml 5.5.0 cannot be had"; }
run node read.mjs
outcome "$code"
