#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The Linnet Authors
# Where data/packages/install can't install, it names what is missing and stops: on another
# distribution, and for a user without sudo. usage: check-install.sh FOLDER-OF-INSTALL
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
mkdir "$work/packages" "$work/other" "$work/debian"
cp "$1/install" "$1/debian.txt" "$work/packages"
echo "linnet-no-such-package build cmd:linnet-no-such-program" >>"$work/packages/debian.txt"
for tool in sh awk dirname id grep; do
  ln -s "$(command -v "$tool")" "$work/other/$tool"
  ln -s "$(command -v "$tool")" "$work/debian/$tool"
done
ln -s "$(command -v dpkg-query)" "$work/debian/dpkg-query"
printf '#!/bin/sh\necho "apt-get was run: $*"\n' >"$work/debian/apt-get"
chmod 755 "$work/debian/apt-get"

as_user=
[ "$(id -u)" -ne 0 ] || as_user="$(command -v setpriv) --reuid=65534 --clear-groups"

# expect PATH WORDS: the install fails under PATH, and says WORDS
expect() {
  # shellcheck disable=SC2086 # a list of words
  if said=$($as_user env PATH="$1" sh "$work/packages/install" build 2>&1); then
    echo "succeeded: $said"
    exit 1
  fi
  case $said in
    *"$2"*linnet-no-such-package*) ;;
    *) echo "said: $said"; exit 1 ;;
  esac
}

expect "$work/other" "Debian 12 and newer only"
expect "$work/debian" "installing them needs root"
