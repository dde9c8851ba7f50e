#!/usr/bin/env bash
# Installs the servers that tests run for themselves, where apt-get can: OpenSSH's, Docker's and Podman's. Does nothing where they are already there.
# Tests whose server is missing are skipped and say so.
set -euo pipefail

missing=()

# need PROGRAM PACKAGE...: Debian packages to install when the program is not there.
need() {
  local program=$1
  shift
  if PATH=$PATH:/usr/sbin command -v "$program" >/dev/null; then
    echo "$program is installed"
  else
    missing+=("$@")
  fi
}

need sshd openssh-server
need ssh-keygen openssh-client
need dockerd docker.io
need podman podman netavark iptables iproute2

if [[ ${#missing[@]} == 0 ]]; then
  exit 0
fi

if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
  echo "not installed, as only root can, with apt-get: ${missing[*]}; their tests are skipped"
  exit 0
fi

# Their own services must not start: the tests bring up servers of their own, on loopback ports and in folders that they remove.
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
if (apt-get update && apt-get install -y --no-install-recommends "${missing[@]}") >/dev/null 2>&1; then
  echo "installed: ${missing[*]}"
else
  echo "apt-get could not install ${missing[*]}; their tests are skipped"
fi
