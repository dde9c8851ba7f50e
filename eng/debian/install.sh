#!/usr/bin/env bash
# Installs the servers that tests run for themselves, where apt-get can: OpenSSH's, Docker's and Podman's. Does nothing where they are already there.
# Tests whose server is missing are skipped and say so.
set -euo pipefail

# Their own services must not start: the tests bring up servers of their own, on loopback ports and in folders that they remove.
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1

is_updated=
update() {
  [[ -n $is_updated ]] || apt-get update
  is_updated=yes
}

# need PROGRAM PACKAGE...: installs the Debian packages when the program is not there. One that cannot be had leaves the others alone.
need() {
  local program=$1
  shift
  if PATH=$PATH:/usr/sbin command -v "$program" >/dev/null; then
    echo "$program is installed"
  elif [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    echo "not installed, as only root can, with apt-get: $*; its tests are skipped"
  elif { update && apt-get install -y --no-install-recommends "$@"; } >/dev/null 2>&1; then
    echo "installed: $*"
  else
    echo "apt-get could not install $*; its tests are skipped"
  fi
}

need sshd openssh-server
need ssh-keygen openssh-client
need dockerd docker.io
need podman podman netavark iptables iproute2
