#!/bin/sh
# Sets the machine up. `python`: .venv with hashed packages. `product`: the programs that the product
# calls. `system`: these, and what the tests use besides. `doubles`: programs that stand in for
# outside services in tests. `lock`: the requirement files anew. Each failure says its cause and its cure.
set -eu
cd "$(dirname "$0")"
PYTHON="${PYTHON:-python3}"

say() { printf 'setup: %s\n' "$*" >&2; }

find_python() {
    for candidate in "$PYTHON" python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    say "Python 3.11 or later is needed. Install it (Debian: apt-get install python3 python3-venv)"
    say "or name it: make setup PYTHON=/path/to/python3.11"
    exit 1
}

make_venv() {
    found=$(find_python)
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --clear --python "$found" "$1"
        return
    fi
    rm -rf "$1"
    "$found" -m venv "$1" 2>/dev/null && return
    rm -rf "$1"
    package="python$("$found" -c 'import sys; print("%d.%d" % sys.version_info[:2])')-venv"
    install "$package" && "$found" -m venv "$1" && return
    say "'$found -m venv' does not work. Run: sudo apt-get install $package"
    exit 1
}

install() {
    if [ "$(id -u)" = 0 ]; then root=""
    elif sudo -n true 2>/dev/null; then root="sudo"
    else return 1
    fi
    command -v apt-get >/dev/null 2>&1 || return 1
    say "installing $*"
    $root apt-get update -qq >/dev/null 2>&1 || true
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends "$@" \
        >/dev/null 2>&1
}

fill_venv() {
    if command -v uv >/dev/null 2>&1; then
        uv pip install --quiet --python "$1/bin/python" --require-hashes -r "$2"
    else
        "$1/bin/python" -m pip install --quiet --require-hashes -r "$2"
    fi
}

doubles() {
    make_venv .venv-doubles
    say "installing the programs that stand in for outside services in tests"
    fill_venv .venv-doubles requirements-doubles.txt
}

python_packages() {
    make_venv .venv
    say "installing the Python packages (hashes checked)"
    fill_venv .venv requirements-dev.txt
    .venv/bin/python -c "import pathlib, sysconfig; \
pathlib.Path(sysconfig.get_path('purelib'), 'motcua.pth').write_text(str(pathlib.Path('src').resolve()))"
    printf '#!/bin/sh\nexec "$(dirname "$0")/python" -m motcua "$@"\n' > .venv/bin/motcua
    chmod +x .venv/bin/motcua
}

missing_for_product() {
    command -v tesseract >/dev/null 2>&1 && tesseract --list-langs 2>/dev/null | grep -qx vie \
        || echo tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd
}

product_packages() {
    missing=$(missing_for_product | tr '\n' ' ')
    [ -z "$missing" ] && return
    # shellcheck disable=SC2086
    install $missing && return
    say "without these packages scans stay pictures, their text is not recognised. To have it:"
    say "  sudo apt-get install -y --no-install-recommends $missing"
}

missing_packages() {
    missing_for_product
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
        || command -v google-chrome >/dev/null 2>&1 || echo chromium
    command -v pdftotext >/dev/null 2>&1 || echo poppler-utils
    command -v msgfmt >/dev/null 2>&1 || echo gettext
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list 'Noto Sans' 2>/dev/null | head -1)" ] \
        || echo fontconfig fonts-noto-core
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo postgresql
    command -v softhsm2-util >/dev/null 2>&1 || echo softhsm2
    command -v clamd >/dev/null 2>&1 || echo clamav-daemon
}

system_packages() {
    missing=$(missing_packages | tr '\n' ' ')
    [ -z "$missing" ] && return
    # shellcheck disable=SC2086
    install $missing && return
    say "the tests that need these packages will be skipped, visibly. To run them:"
    say "  sudo apt-get install -y --no-install-recommends $missing"
}

lock() {
    flags="--quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url"
    flags="$flags --no-emit-find-links --no-annotate --no-header"
    # shellcheck disable=SC2086
    uv pip compile $flags pyproject.toml -o requirements.txt
    # shellcheck disable=SC2086
    uv pip compile $flags --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
    # The double of an S3 service wants older packages than ours: it has an environment of its own.
    # shellcheck disable=SC2086
    echo 'moto[server,s3]~=5.1' | uv pip compile $flags - -o requirements-doubles.txt
    ! grep -n '://' requirements.txt requirements-dev.txt requirements-doubles.txt
}

case "${1:-}" in
    python) python_packages ;;
    doubles) doubles ;;
    product) product_packages ;;
    system) system_packages ;;
    lock) lock ;;
    *) say "usage: sh setup.sh python|doubles|product|system|lock"; exit 2 ;;
esac
