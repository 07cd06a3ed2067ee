#!/usr/bin/env bash
# Builds everything and runs every test, three projects at a time, as those of the service mostly wait (the simulated devices alone); ends with the line "N passed, N failed, N skipped". Arguments go to `dotnet test` of each.
# GPUCQA_TEST_LANES=1 runs the projects one after another. What a project prints is kept together, and shown when it is done.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1

# One project: its output goes to a file, and "passed failed skipped" to another. One that ends badly without saying what failed counts as one failure: it crashed.
if [ "${1:-}" = --project ]; then
  work=$2 project=${*: -1}
  log=$work/$(basename "$project")
  began=$SECONDS
  dotnet test "$project/bin/Release/net10.0/$(basename "$project").dll" --nologo "${@:3:$#-3}" > "$log.log" 2>&1
  code=$?
  sum() { grep -oE "$1: +[0-9]+" "$log.log" | grep -oE '[0-9]+$' | awk '{ n += $1 } END { print n + 0 }'; }
  passed=$(sum Passed) failed=$(sum Failed) skipped=$(sum Skipped)
  [ "$code" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
  { grep -vE '^(Test run|VSTest|Starting test|A total of)|^$' "$log.log"; echo "$(basename "$project"): $((SECONDS - began)) s$([ "$code" -eq 0 ] || echo ", exit code $code")"; } > "$log.text"
  echo "$passed $failed $skipped" > "$log.counts"
  cat "$log.text"
  [ "$code" -eq 0 ]
  exit
fi

eng/setup.sh || exit 1
# Neither the compilers nor the tests live long enough to gain from a profile. The rules of the analyzers fail any other build, and this one in CI.
export DOTNET_TieredPGO=0
dotnet build GpuCqa.slnx -c Release --nologo -v q -p:RunAnalyzers="${GPUCQA_ANALYZERS:-false}" || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# The threads of a simulated device meet at barriers: beside another project, each of them waits for a core that the other holds, and the run takes three times as long.
alone=tests/GpuCqa.Compute.Gpu.Tests
# The long ones first, so that none of them is alone at the end; the service's wait most, beside one that computes.
long="Service Compute Cli Analysis Remote Pipelines Formats"
projects=$(for name in $long; do ls -d "tests/GpuCqa.$name.Tests"; done; ls tests/*.Tests/*.csproj | xargs -n 1 dirname)
projects=$(echo "$projects" | grep -vx "$alone" | awk '!seen[$0]++')
# In a process group of their own, so that whoever ends this ends them with it.
set -m
(
  eng/test.sh --project "$work" "$@" "$alone"
  first=$?
  echo "$projects" | tr '\n' '\0' | xargs -0 -n 1 -P "${GPUCQA_TEST_LANES:-3}" eng/test.sh --project "$work" "$@" && [ "$first" -eq 0 ]
) &
lanes=$!
trap 'kill -TERM -- "-$lanes" 2>/dev/null; exit 130' INT TERM
wait "$lanes"
status=$?
set +m
# A project that left no counts was not run to its end.
read -r passed failed skipped <<< "$(for project in $alone $projects; do cat "$work/$(basename "$project").counts" 2>/dev/null || echo "0 1 0"; done | awk '{ p += $1; f += $2; s += $3 } END { print p + 0, f + 0, s + 0 }')"
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
[ "$failed" -eq 0 ] || status=1
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
