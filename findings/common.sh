# Sourced by every finding. Gives a temporary folder that goes at the end ($work), ways to put pinned public packages into it, and the form of the output.
# Exit codes: 0 the behaviour is as recorded, 1 it has changed, 2 it could not be looked at here (a tool or a package is not to be had).

work=$(mktemp -d)
chmod 755 "$work"
trap 'rm -rf "$work"' EXIT
trap 'exit 2' INT TERM

unable() { echo "not looked at: $*" >&2; exit 2; }
say() { printf '%-9s %s\n' "$1" "$2"; }

# outcome CODE: the last line. Programs exit 0 where they saw what is recorded, and 1 with a line "changed: ..." where not; anything else is a program that failed.
outcome() {
    if [ "$1" = 0 ]; then
        say result "as recorded"
    elif [ "$1" = 1 ] && grep -q '^changed: ' "$work/output"; then
        say result "CHANGED (see above): correct or delete this finding"
        exit 1
    else
        unable "the program failed (code $1)"
    fi
}

# run COMMAND...: its output, indented, and its exit code in $code.
run() {
    echo "output"
    code=0
    "$@" > "$work/output" 2>&1 || code=$?
    sed 's/^/    /' "$work/output"
}

# dotnet_app NAME=VERSION... <Program.cs: builds a program on exactly these NuGet packages, taken into the temporary folder, and runs it.
dotnet_app() {
    command -v dotnet >/dev/null || unable "no dotnet here"
    export NUGET_PACKAGES="$work/packages" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
    mkdir "$work/app"
    cat > "$work/app/Program.cs"
    {
        echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework>'
        echo '<Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings><UseSharedCompilation>false</UseSharedCompilation></PropertyGroup><ItemGroup>'
        for package in "$@"; do echo "<PackageReference Include=\"${package%=*}\" Version=\"[${package#*=}]\" />"; done
        echo '</ItemGroup></Project>'
    } > "$work/app/app.csproj"
    dotnet build "$work/app/app.csproj" -c Release -o "$work/out" -v q --nologo -nodeReuse:false > "$work/build.log" 2>&1 || { cat "$work/build.log" >&2; unable "the program does not build"; }
    run dotnet "$work/out/app.dll"
}

# debian PACKAGE=VERSION...: these Debian packages, and what they need beyond what is installed, unpacked into $work/root; nothing is installed.
debian() {
    command -v apt-get >/dev/null || unable "no apt-get here (Debian 12 is needed)"
    mkdir -p "$work/debs/partial" "$work/root"
    # R's packages and the named ones count as not installed, so that the pinned version is run and not the machine's.
    named=$(for package in "$@"; do printf '|%s' "${package%=*}"; done)
    awk -v RS= -v ORS='\n\n' -v skip="^Package: (r-[^\n]*$named)\n" '$0 !~ skip' /var/lib/dpkg/status > "$work/status"
    apt-get install -y -q --download-only --no-install-recommends -o Debug::NoLocking=1 -o APT::Sandbox::User=root -o Dir::State::status="$work/status" \
        -o Dir::Cache::archives="$work/debs" "$@" > "$work/apt.log" 2>&1 || { tail -3 "$work/apt.log" >&2; unable "Debian 12's $* cannot be had (apt-get update may be due)"; }
    for archive in "$work"/debs/*.deb; do dpkg -x "$archive" "$work/root"; done
    libraries=$work/root/usr/lib/x86_64-linux-gnu
    export LD_LIBRARY_PATH="$libraries:$libraries/blas:$libraries/lapack" OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
}

# r_script <SCRIPT: runs it in the unpacked R.
r_script() {
    export R_HOME="$work/root/usr/lib/R" R_SHARE_DIR="$work/root/usr/share/R/share"
    export R_LIBS="$R_HOME/library:$R_HOME/site-library" LD_LIBRARY_PATH="$R_HOME/lib:$LD_LIBRARY_PATH" LC_ALL=C.UTF-8
    rm -f "$R_HOME/etc/Renviron"
    cp "$R_HOME/etc/Renviron.ucf" "$R_HOME/etc/Renviron"
    cat > "$work/script.R"
    run "$R_HOME/bin/exec/R" --vanilla --slave -f "$work/script.R"
}

# python_script <SCRIPT: runs it in Debian's Python with the unpacked packages.
python_script() {
    [ -x /usr/bin/python3.11 ] || unable "no /usr/bin/python3.11 here (Debian 12 is needed)"
    cat > "$work/script.py"
    export PYTHONPATH="$work/root/usr/lib/python3/dist-packages" PYTHONNOUSERSITE=1
    run /usr/bin/python3.11 "$work/script.py"
}
