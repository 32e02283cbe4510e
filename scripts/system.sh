#!/usr/bin/env bash
# What sysmap needs of the machine, found or else installed from Debian's packages.
#
#   scripts/system.sh need PROGRAM PACKAGE...   make sure that PROGRAM is there
#   scripts/system.sh library NAME PACKAGE      make sure that the shared library NAME is there
#   scripts/system.sh node                      make sure that Node 18.19 or later and npm are there
#   scripts/system.sh python                    print a Python of 3.11 or later that can make virtual environments
#
# Whatever is missing and cannot be installed is said in one line.
set -euo pipefail

give_up() { # WHAT REASON PACKAGE...
    local what=$1 reason=$2
    shift 2
    echo "sysmap needs $what and could not install it ($reason). Ask an administrator to run: apt-get install $*" >&2
    exit 1
}

install() { # WHAT PACKAGE...
    local what=$1 apt log
    shift
    command -v apt-get >/dev/null || give_up "$what" "this system has no apt-get" "$@"
    apt=(env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300)
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || give_up "$what" "neither root nor sudo" "$@"
        # Nobody can type a password where there is no terminal.
        if [ -t 0 ]; then sudo -v; else sudo -n true; fi 2>/dev/null || give_up "$what" "sudo is refused" "$@"
        apt=(sudo "${apt[@]}")
    fi
    echo "Installing $what: apt-get install $*" >&2
    if ! log=$({ "${apt[@]}" update && "${apt[@]}" install --yes --no-install-recommends "$@"; } 2>&1 </dev/null); then
        give_up "$what" "$(grep -m 1 '^E:' <<<"$log" || echo 'apt-get failed')" "$@"
    fi
    hash -r
}

need() { # PROGRAM PACKAGE...
    command -v "$1" >/dev/null && return
    install "$@"
    command -v "$1" >/dev/null || give_up "$1" "the packages came without it" "${@:2}"
}

library() { # NAME PACKAGE
    # Only Linux has both ldconfig and programs that come without the libraries they need.
    [ "$(uname)" = Linux ] || return 0
    PATH=$PATH:/sbin:/usr/sbin
    [[ $(ldconfig -p) == *"$1"* ]] || install "$@"
}

node_and_npm() {
    need node nodejs
    need npm npm
    if ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
                  process.exit(major > 18 || (major === 18 && minor >= 19) ? 0 : 1)'; then
        echo "sysmap needs Node 18.19 or later, and node here is $(node --version): put a later one first in PATH." >&2
        exit 1
    fi
}

find_python() {
    local python
    # ensurepip is asked for because Debian's python3 comes without it until python3-venv is installed.
    for python in python3.11 python3.12 python3.13 python3.14 python3 /usr/bin/python3; do
        if "$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
    return 1
}

case ${1:-} in
    need) need "${@:2}" ;;
    library) library "${@:2}" ;;
    node) node_and_npm ;;
    python)
        find_python && exit
        install "Python 3.11 or later with venv" python3 python3-venv
        find_python || give_up "Python 3.11 or later with venv" "Debian's own is older" python3 python3-venv
        ;;
    *)
        sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac
