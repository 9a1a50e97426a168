#!/bin/sh
# Keeps each event of a Stancewire API once, in a file of one JSON object a line: curl and a shell.
#
#     sh consumer.sh http://127.0.0.1:4405 events.ndjson
#
# The file is its own cursor: the id of the last line says where to go on. So it may be killed at any moment, and one at a time may run.
# STANCEWIRE_TOKEN holds the token, where one is needed.
base=${1:?the address of the API} file=${2:?where events are kept}
touch "$file" || exit 1

while :; do
  # A line without its end was cut off: it is asked for again.
  [ -z "$(tail -c 1 "$file")" ] || sed -i '$d' "$file"
  after=$(tail -n 1 "$file" | grep -o '"id":"e[0-9a-f]*"' | head -n 1 | cut -d '"' -f 4)
  page=$(curl -sS --fail --max-time 60 ${STANCEWIRE_TOKEN:+-H "Authorization: Bearer $STANCEWIRE_TOKEN"} \
    "$base/v1/events?limit=1000${after:+&after=$after}") || { sleep 1; continue; }
  [ -n "$page" ] && printf '%s\n' "$page" >>"$file" || sleep 1
done
