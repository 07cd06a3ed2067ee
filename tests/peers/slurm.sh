#!/usr/bin/env bash
# slurm.sh [CELLS [GENES]]: a real Slurm of two nodes on this machine (slurmctld, two slurmd by -N and ports, munge), eight lots over it: one task is killed while it writes,
# one ends with 75, one node is drained, then resume. The result folder must be that of discover, to the byte but for provenance.
# CI takes few cells; 137500 20000 is 8 lots of 12,500 cells.
set -eu
cells=${1:-26000} genes=${2:-800}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
if ! { command -v slurmctld && command -v munged; } >/dev/null 2>&1; then
  apt-get update -qq >/dev/null 2>&1
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends slurm-wlm munge >/dev/null 2>&1
fi
work=$(mktemp -d)
started=()
stop() {
  code=$?
  [ $code -eq 0 ] || { tail -n 20 "$work"/slurmctld.log "$work"/w/slurm/*.log 2>/dev/null || true; }
  for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${started[@]}"; do wait "$pid" 2>/dev/null || true; done
  rm -rf "$work"
  exit $code
}
trap stop EXIT

# Ports that nobody has.
read -r control first second <<< "$(/usr/bin/python3 -c '
import socket
sockets = [socket.socket() for _ in range(3)]
for s in sockets: s.bind(("127.0.0.1", 0))
print(*[s.getsockname()[1] for s in sockets])')"
mkdir -p "$work/munge" "$work/state" "$work/spool"
chmod 711 "$work"
chmod 755 "$work/munge"
head -c 1024 /dev/urandom > "$work/munge/key"
chmod 400 "$work/munge/key"
munged --foreground --force --key-file="$work/munge/key" --socket="$work/munge/socket" --pid-file="$work/munge/pid" --log-file="$work/munge/log" --seed-file="$work/munge/seed" > "$work/munged.out" 2>&1 &
started+=($!)
export SLURM_CONF=$work/slurm.conf
cat > "$SLURM_CONF" <<CONF
ClusterName=test
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmctldPort=$control
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$work/munge/socket
CredType=cred/munge
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool/%n
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd-%n.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd-%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
SchedulerParameters=sched_interval=1,sched_min_interval=0,bf_interval=1
ReturnToService=2
KillWait=2
MinJobAge=300
NodeName=n1 NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=$first CPUs=1 RealMemory=3000 State=UNKNOWN
NodeName=n2 NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=$second CPUs=1 RealMemory=3000 State=UNKNOWN
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
CONF
until [ -S "$work/munge/socket" ]; do kill -0 "${started[0]}"; read -rt 0.1 <> <(:) || true; done
slurmctld -D > "$work/slurmctld.out" 2>&1 & started+=($!)
for node in n1 n2; do slurmd -D -N $node > "$work/$node.out" 2>&1 & started+=($!); done

gpucqa() { "$root/gpucqa" "$@"; }
gpucqa simulate --preset scale --cells "$cells" --genes "$genes" --out "$work/cohort" --quiet
head -n 9 "$work/cohort/cohort.csv" > "$work/cohort/eight.csv"
options=(--readout vegf_ischemia --epochs 20)
gpucqa discover "$work/cohort/eight.csv" "${options[@]}" --device cpu --threads 1 --quiet --out "$work/one" & one=$!
gpucqa cohort plan "$work/cohort/eight.csv" "${options[@]}" --work "$work/w" --shard-cells 8192 --quiet > /dev/null
wait $one

# How nodes start the program: a task that says 'try again' once, and one that is killed once its file is begun.
cat > "$work/program" <<PROGRAM
#!/usr/bin/env bash
case "\$*" in
  *"--phase read --shard 0 "*)
    if mkdir "$work/said75" 2>/dev/null; then exit 75; fi ;;
  *"--phase moments --shard 1 "*)
    if mkdir "$work/killed" 2>/dev/null; then
      "$root/gpucqa" "\$@" & pid=\$!
      until ls "$work"/w/moments/00001.cells.*.part > /dev/null 2>&1; do kill -0 \$pid || break; done
      # The wrapper has become the program.
      kill -9 \$pid && touch "$work/killed/yes"
      wait \$pid
      exit 137
    fi ;;
esac
exec "$root/gpucqa" "\$@"
PROGRAM
chmod +x "$work/program"
until [ "$(sinfo -h -t idle -o %D 2>/dev/null)" = 2 ]; do for pid in "${started[@]}"; do kill -0 "$pid"; done; read -rt 0.1 <> <(:) || true; done

submit=(--work "$work/w" --out "$work/many" --executor slurm --wait --program "$work/program" --device cpu --threads 1 --quiet)
code=0
gpucqa cohort submit "${submit[@]}" || code=$?
[ $code -eq 75 ] || { echo "submit ended with $code, expected 75: a task was killed"; exit 1; }
[ -e "$work/killed/yes" ] && [ -e "$work/said75" ] || { echo "no task was killed, or none said 75"; exit 1; }
[ -e "$work/w/moments/00000" ] && [ ! -e "$work/w/moments/00001" ] && [ ! -e "$work/w/moments/merged" ] || { ls -R "$work/w"; exit 1; }
[ ! -e "$work/many" ]
# Either of Slurm's two schedulers may have started them.
nodes=$(grep -oE '(NodeList=|Started JobId=.* on )n[12]\b' "$work/slurmctld.log" | grep -oE 'n[12]$' | sort -u | wc -l)
[ "$nodes" -eq 2 ] || { echo "tasks ran on $nodes nodes, expected 2"; exit 1; }
read=$(stat -c %Y "$work/w/read/00000")
scontrol update nodename=n2 state=drain reason=test
gpucqa cohort resume "${submit[@]}"
[ "$(stat -c %Y "$work/w/read/00000")" = "$read" ]
gpucqa cohort status --work "$work/w"
[ "$(sinfo -h -n n2 -o %T)" = drained ]

diff -rq --exclude=provenance.json --exclude=report.html "$work/one" "$work/many"
for folder in one many; do grep -v 'id="times"' "$work/$folder/report.html" > "$work/report-$folder"; done
cmp "$work/report-one" "$work/report-many"
[ "$(find "$work/many" -type f | wc -l)" -ge 30 ]
gpucqa cohort verify --work "$work/w" --sample 4 --device cpu --quiet
echo "two nodes of Slurm, one task killed, one that said 75, one node drained: the bytes of discover"
