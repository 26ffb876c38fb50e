#!/bin/sh
# `doorkey` at the server's terminal: the desk's commands with the server's settings, as the server's user.
#
# Install as /usr/local/bin/doorkey (root, mode 755). Run as `sudo doorkey …`: only root reads the secrets, and
# the audit names whoever called sudo.
set -eu

if [ "$(id -u)" -ne 0 ]; then
    echo "doorkey: the server's secrets are root's alone to read: sudo doorkey …" >&2
    exit 1
fi

set -a
. /etc/doorkey/settings
. /etc/doorkey/environment
set +a

exec setpriv --reuid=doorkey --regid=doorkey --init-groups --inh-caps=-all --no-new-privs \
    /usr/local/lib/doorkey/doorkey "$@"
