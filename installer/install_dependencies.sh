#!/usr/bin/env bash
# Installs the Debian packages listed in installer/dependencies.txt that are not installed yet.
#
#   installer/install_dependencies.sh [--list | --check] [run | test]
#
#   run      (default) what `./run` needs: the [run] group
#   test     what `./test` needs: the [run] and [test] groups
#   --list   print the packages of the group(s), install nothing
#   --check  print what is missing and exit 1 when something is, install nothing
#
# When nothing is missing it says nothing and costs one dpkg-query (well under 0.3 s).
# OPENBELL_SKIP_DEPENDENCIES=1 turns it off, for systems that are not Debian.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
list="$here/dependencies.txt"
mode=install
case "${1:-}" in
--list | --check)
    mode="${1#--}"
    shift
    ;;
esac
group="${1:-run}"

case "$group" in
run) groups=" run " ;;
test) groups=" run test " ;;
*)
    echo "usage: $0 [--list | --check] [run | test]" >&2
    exit 2
    ;;
esac

# Package names of the wanted groups, in file order.
packages=()
current=""
while read -r word _; do
    case "$word" in
    "" | "#"*) ;;
    "["*"]")
        current="${word#[}"
        current="${current%]}"
        ;;
    *) if [[ $groups == *" $current "* ]]; then packages+=("$word"); fi ;;
    esac
done <"$list"

if [[ $mode == list ]]; then
    printf '%s\n' "${packages[@]}"
    exit 0
fi

if [[ ${OPENBELL_SKIP_DEPENDENCIES:-0} == 1 ]]; then
    exit 0
fi

manual_help() {
    cat >&2 <<TEXT
Openbell is built and tested on Debian 12 ("bookworm"). On another system install the
equivalents of the packages listed in
    $list
then start again with OPENBELL_SKIP_DEPENDENCIES=1 set.
TEXT
}

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    echo "This system has no apt: the packages cannot be installed automatically." >&2
    manual_help
    exit 1
fi

# One query for all; packages dpkg has never heard of are reported on stderr and counted as missing.
declare -A installed=()
while read -r status name; do
    if [[ $status == i* ]]; then installed["$name"]=1; fi
done < <(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${packages[@]}" 2>/dev/null || true)

missing=()
for package in "${packages[@]}"; do
    if [[ -z ${installed[$package]:-} ]]; then missing+=("$package"); fi
done

if [[ ${#missing[@]} -eq 0 ]]; then
    exit 0
fi
if [[ $mode == check ]]; then
    printf '%s\n' "${missing[@]}"
    exit 1
fi

as_root=()
if [[ $(id -u) -ne 0 ]]; then
    if ! command -v sudo >/dev/null; then
        echo "${#missing[@]} Debian packages are missing and sudo is not available. As root, run:" >&2
        echo "    apt-get update && apt-get install --no-install-recommends ${missing[*]}" >&2
        exit 1
    fi
    # -n without a terminal: fail at once instead of waiting for a password nobody can type.
    if [[ -t 0 ]]; then as_root=(sudo); else as_root=(sudo -n); fi
fi

apt_get() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q \
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" </dev/null
}

failed() {
    cat >&2 <<TEXT

$1
Nothing of Openbell was changed. To find the reason, run this yourself:
    sudo apt-get update
    sudo apt-get install --no-install-recommends ${missing[*]}
Common reasons: no network, another apt is running, or the package sources are not those of Debian 12.
TEXT
    manual_help
    exit 1
}

exec >&2 # standard output belongs to the program that ./run starts
echo "Openbell: installing ${#missing[@]} missing Debian packages (only once):"
printf '%s\n' "${missing[*]}" | fold -s -w 96 | sed 's/^/    /'

# A failed refresh is not fatal: the present package lists may still be good enough.
apt_get update >/dev/null || echo "The package lists could not be refreshed; trying with the present ones." >&2
apt_get install -y --no-install-recommends "${missing[@]}" || failed "Installing the packages failed."
echo "Openbell: all packages are installed."
