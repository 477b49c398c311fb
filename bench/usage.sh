# For the commands that take numbers, in the directory above: what they are for, where the first argument
# is none.
if [[ ! ${1:-1} =~ ^[0-9]+$ ]]; then
  sed -n '2,/^set/{/^#/s/^# \?//p}' "bench/${0##*/}"
  exit 2
fi
