# Runs journald as deploy/systemd/journald.conf sets it up, in a mount namespace of its own; called by test_sealing.py.
#   sealed.sh CONFIGURATION FOLDER
set -euo pipefail
configuration=$1 folder=$2
for place in /run /var/log /etc/systemd; do mount -t tmpfs none "$place"; done
mkdir -p /run/systemd/journal /etc/systemd/journald.conf.d "/var/log/journal/$(cat /etc/machine-id)"
touch /run/systemd/journal/flushed
cp "$configuration" /etc/systemd/journald.conf.d/lianshen.conf
printf '[Journal]\nReadKMsg=no\nAudit=no\n' >/etc/systemd/journald.conf.d/test.conf # those are the machine's
journalctl --setup-keys --interval=1s >"$folder/key" 2>"$folder/said"
/lib/systemd/systemd-journald 2>>"$folder/said" &
until [[ -S /run/systemd/journal/stdout ]]; do sleep 0.1; done
echo '{"event":"log_in_refused"}' | systemd-cat -t lianshen
sleep 3 # until it is sealed
kill $! && wait $! || true
cp -r /var/log/journal "$folder"
