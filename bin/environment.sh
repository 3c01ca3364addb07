# Sourced by bin/run, bin/manage and bin/test. They set `lock`, the list of packages they need; afterwards the shell
# stands in the repo's folder and $python is the interpreter of a .venv that holds exactly those packages.

refuse() {
    printf '%s\n' "Kua: $1" >&2
    exit 1
}

find_python() {
    without_venv=
    for name in python3.13 python3.12 python3.11 python3 python python3.14; do
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
        if "$name" -c 'import ensurepip, venv' >/dev/null 2>&1; then
            python=$name
            return
        fi
        without_venv=$name
    done
    if [ -n "$without_venv" ]; then
        refuse "$without_venv lacks the modules venv and ensurepip; install them (Debian, Ubuntu: apt install python3-venv) and start again."
    fi
    refuse "Python 3.11 or later was not found; install it (Debian, Ubuntu: apt install python3 python3-venv) and start again."
}

# A stamp is a copy of the lock file that was installed whole: no stamp, or another text, and the packages are installed.
prepare_environment() {
    if [ -x .venv/bin/python ] && cmp -s "$lock" ".venv/kua/$lock"; then
        python=.venv/bin/python
        return
    fi
    find_python
    "$python" -m config.launch.environment "$lock" || exit 1
    python=.venv/bin/python
}

folder=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P) || exit 1
cd -- "$folder" || refuse "the folder $folder cannot be entered."
unset PYTHONHOME PYTHONPATH
[ -n "${HOME:-}" ] || unset HOME
PYTHONUTF8=1
export PYTHONUTF8
prepare_environment
