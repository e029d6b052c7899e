# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by ./run, ./test and .ci/run; sourced with $root, the top of the source tree, set.
# shellcheck shell=bash

say () { printf '%s\n' "$*" >&2; }

die () { say "$*"; exit 1; }

# packages SECTION…: the packages under these headings of the list
packages () {
  local section
  for section in "$@"; do
    sed -n "/^\[$section\]/,/^\[/{/^[a-z0-9]/p}" "$root/.ci/packages"
  done
}

# missing PACKAGE…: those that are not installed
missing () {
  local package
  for package in "$@"; do
    case $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) in
      'install ok installed') ;;
      *) printf '%s\n' "$package" ;;
    esac
  done
}

# install_packages SECTION…: installs what is missing, and touches nothing where nothing is
install_packages () {
  local wanted=() lacking=() as_root=()
  mapfile -t wanted < <(packages "$@")
  if ! command -v dpkg-query >/dev/null; then
    say "This system has no dpkg, so nothing is installed; the list of what is needed is .ci/packages."
    return
  fi
  mapfile -t lacking < <(missing "${wanted[@]}")
  [ ${#lacking[@]} -gt 0 ] || return 0

  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null \
      || die "These packages are missing and need root to install, and there is no sudo: ${lacking[*]}"
    as_root=(sudo)
    [ -t 0 ] || as_root=(sudo -n) # nobody is there to type a password
  fi
  say "Installing with apt-get: ${lacking[*]}"
  as_root+=(env DEBIAN_FRONTEND=noninteractive)
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get -q update && "${as_root[@]}" apt-get -q install -y --no-install-recommends \
         -o Dpkg::Options::=--force-confold "${lacking[@]}"; } </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "The packages could not be installed; the whole output is in $log. Install them by hand and start again."
  fi
  rm -f "$log"
}

# build FOLDER TARGET… [-- MESON-OPTION…]: configures once, builds quietly; the log stays in the folder
build () {
  local folder=$1 log targets=()
  shift
  while [ $# -gt 0 ] && [ "$1" != -- ]; do targets+=("$1"); shift; done
  [ $# -eq 0 ] || shift
  mkdir -p "$folder"
  log=$folder/build.log
  if ! { { [ -e "$folder/build.ninja" ] || meson setup "$@" "$folder" "$root"; } \
         && ninja -C "$folder" "${targets[@]}"; } </dev/null >"$log" 2>&1; then
    tail -n 30 "$log" >&2
    say "The build failed; the whole output is in $log."
    return 1
  fi
}
