#!/usr/bin/env bash
# Installs OpenSSH's server for the tests that run commands over SSH, where apt-get can; does nothing when it is there already.
# Where it cannot be installed those tests are skipped and say so.
set -euo pipefail

if [[ -x /usr/sbin/sshd ]] && command -v ssh-keygen >/dev/null; then
  echo "sshd: $(/usr/sbin/sshd -V 2>&1 | grep -m1 -o 'OpenSSH[^,]*' || echo OpenSSH) is installed"
  exit 0
fi

if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
  echo "sshd: not installed, and only root can with apt-get; the tests over SSH are skipped"
  exit 0
fi

# Its own service must not start: the tests bring up servers of their own on loopback ports.
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
if (apt-get update && apt-get install -y --no-install-recommends openssh-server openssh-client) >/dev/null 2>&1; then
  echo "sshd: installed"
else
  echo "sshd: apt-get could not install openssh-server; the tests over SSH are skipped"
fi
