#!/usr/bin/env bash
# Installs what the machine lacks to build and run GpuCqa, when it can, and says what to do when it cannot.
# That is libhdf5, which reads and writes .h5 and .h5ad files: by apt-get (with sudo -n where the user is not root) or brew. It says so in one line
# when it installs, and is silent when there is nothing to do. The .NET 10 SDK must be there; NuGet's packages come with the build.
set -u
say() { printf 'gpucqa setup: %s\n' "$*" >&2; }

if ! command -v dotnet >/dev/null 2>&1 || ! dotnet --list-sdks 2>/dev/null | grep -q '^10\.'; then
  say "the .NET 10 SDK is missing. Install it from https://dotnet.microsoft.com/download/dotnet/10.0 and run this again."
  exit 1
fi

have_hdf5() {
  { ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null; } | grep -qE 'libhdf5(_serial)?\.so' && return 0
  [ -e /opt/homebrew/lib/libhdf5.dylib ] || [ -e /usr/local/lib/libhdf5.dylib ]
}

if ! have_hdf5; then
  if command -v apt-get >/dev/null 2>&1; then
    sudo=""; [ "$(id -u)" -eq 0 ] || sudo="sudo -n"
    say "installing libhdf5 with ${sudo:+$sudo }apt-get (needed for .h5 and .h5ad files)"
    $sudo apt-get update -qq >/dev/null 2>&1
    for package in libhdf5-103-1 libhdf5-103-1t64 libhdf5-310 libhdf5-103; do
      DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 && break
    done
  elif command -v brew >/dev/null 2>&1; then
    say "installing hdf5 with brew (needed for .h5 and .h5ad files)"
    brew install --quiet hdf5 >/dev/null 2>&1
  fi
  have_hdf5 || say "libhdf5 is missing: .h5 and .h5ad files cannot be read or written. Install it: 'apt-get install libhdf5-103-1' (Debian 12), 'apt-get install libhdf5-310' (Debian 13), 'dnf install hdf5', 'brew install hdf5'."
fi
exit 0
